from datetime import date, datetime

import pytest

from shouwen.policy.calendar_spec import DayClass
from shouwen.policy.calendars import calendar_named, note_at, note_on_day, standard_calendars, standard_spec
from shouwen.policy.refusal import Refused
from tests.policy import brute
from tests.policy.moments import china


@pytest.mark.parametrize("name", ["24x7", "hotline", "remote", "online"])
def test_every_day_of_23_years_has_the_hours_of_its_kind(name: str):
    spec = standard_spec(name)
    days = [date.fromordinal(n) for n in range(date(2003, 12, 1).toordinal(), date(2027, 3, 1).toordinal())]
    ours = [tuple((hours.opens // 3600, hours.closes // 3600) for hours in spec.hours_on(day)) for day in days]
    windows = [brute.window(name, day) for day in days]
    assert ours == [() if window is None else (window,) for window in windows]


def test_there_are_four_and_another_is_refused():
    assert list(standard_calendars()) == ["24x7", "hotline", "remote", "online"]
    with pytest.raises(Refused) as refused:
        calendar_named(standard_calendars(), "office")
    assert (refused.value.code, refused.value.facts) == ("calendar.unknown", {"calendar": "office"})
    with pytest.raises(Refused):
        standard_spec("office")


def test_a_note_says_why_a_day_is_closed():
    note = note_at(standard_spec("online"), china("2026-10-07 10:00"))
    assert (note.day, note.day_class, note.name) == (date(2026, 10, 7), DayClass.BRIDGE_DAY, "national_day")
    assert (note.hours, note.provisional) == ((), False)


def test_a_note_reads_the_local_day():
    at = datetime.fromisoformat("2026-09-30T17:00:00+00:00")
    assert note_at(standard_spec("online"), at).name == "national_day"
    with pytest.raises(Refused):
        note_at(standard_spec("online"), at.replace(tzinfo=None))


def test_a_note_on_an_unpublished_year_is_provisional():
    assert note_on_day(standard_spec("online"), date(2027, 10, 1)).provisional
    assert note_on_day(standard_spec("online"), date(2027, 10, 1)).day_class is DayClass.WORKDAY
    assert not note_on_day(standard_spec("24x7"), date(2027, 10, 1)).provisional


def test_peer_helpdesk_counts_holidays_the_wrong_way_round_a_holiday_is_closed_and_a_working_day_open():
    online = standard_calendars()["online"]
    assert not online.is_open(china("2026-10-01 10:00"))
    assert online.is_open(china("2026-10-08 10:00"))
