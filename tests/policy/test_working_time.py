from datetime import UTC, datetime, timedelta

import pytest

from shouwen.policy.calendar_spec import CalendarSpec, DayClass
from shouwen.policy.calendars import standard_calendars
from shouwen.policy.refusal import Refused
from shouwen.policy.span import Hours, Span
from shouwen.policy.working_time import WorkingTime
from tests.policy.moments import china

HOUR = 3600
ONLINE = standard_calendars()["online"]
HOTLINE = standard_calendars()["hotline"]
REMOTE = standard_calendars()["remote"]
ALWAYS = standard_calendars()["24x7"]


def weekly(*texts: str, days: tuple[DayClass, ...] = (DayClass.WORKDAY,)) -> WorkingTime:
    hours = tuple(Hours.parse(text) for text in texts)
    return WorkingTime(CalendarSpec(name="shift", hours=dict.fromkeys(days, hours)))


VECTORS = [  # domain facts, section 3.2
    (ONLINE, "2026-02-13 16:30", 4, "2026-02-14 12:30"),
    (ONLINE, "2026-02-14 16:00", 4, "2026-02-24 12:00"),
    (ONLINE, "2026-05-08 16:00", 3, "2026-05-09 11:00"),
    (ONLINE, "2026-10-10 16:00", 2, "2026-10-12 10:00"),
    (HOTLINE, "2026-02-16 07:00", 2, "2026-02-16 11:00"),
    (HOTLINE, "2026-01-04 17:30", 1, "2026-01-05 08:30"),
    (REMOTE, "2026-02-28 19:00", 2, "2026-03-02 09:00"),
    (ALWAYS, "2026-02-28 23:30", 1, "2026-03-01 00:30"),
]


@pytest.mark.parametrize(("calendar", "start", "hours", "due"), VECTORS)
def test_vectors(calendar: WorkingTime, start: str, hours: int, due: str):
    assert calendar.add(china(start), hours * HOUR) == china(due)
    assert calendar.between(china(start), china(due)) == hours * HOUR


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-03-02 16:30", 30, "2026-03-02 17:00"),  # used up at the close, not next morning
        ("2026-03-02 16:30", 31, "2026-03-03 09:01"),
        ("2026-03-02 17:00", 1, "2026-03-03 09:01"),
        ("2026-03-02 08:59:59", 1, "2026-03-02 09:01"),
        ("2026-03-02 03:00", 480, "2026-03-02 17:00"),
        ("2026-03-07 12:00", 480, "2026-03-09 17:00"),
        ("2026-03-07 12:00", 0, "2026-03-07 12:00"),
        ("2026-12-31 16:00", 120, "2027-01-01 10:00"),  # no published year: the week decides
    ],
)
def test_edges_of_the_day(start: str, minutes: int, due: str):
    assert ONLINE.add(china(start), minutes * 60) == china(due)


def test_it_is_exact_to_the_second():
    assert ONLINE.add(china("2026-03-02 16:59:59"), 2) == china("2026-03-03 09:00:01")
    assert ONLINE.between(china("2026-03-02 16:59:59"), china("2026-03-03 09:00:01")) == 2


def test_fractions_of_a_second_are_dropped():
    start = china("2026-03-02 10:00") + timedelta(microseconds=999_999)
    assert ONLINE.add(start, 60) == china("2026-03-02 10:01")
    assert ONLINE.add(start, 0) == china("2026-03-02 10:00")
    assert ONLINE.between(start, china("2026-03-02 10:01")) == 60


def test_between_is_negative_backwards():
    a, b = china("2020-03-02 10:00"), china("2026-03-02 10:00")
    assert ONLINE.between(b, a) == -ONLINE.between(a, b) < 0
    assert ONLINE.between(a, a) == 0


def test_answers_come_in_the_zone_of_the_question():
    start = datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert ONLINE.add(start, HOUR).tzinfo is UTC
    assert ONLINE.next_opening(china("2026-03-07 12:00")).utcoffset() == timedelta(hours=8)


def test_spans_are_cut_and_joined():
    assert ONLINE.spans(china("2026-02-14 16:00"), china("2026-02-24 10:00")) == (
        Span(china("2026-02-14 16:00"), china("2026-02-14 17:00")),
        Span(china("2026-02-24 09:00"), china("2026-02-24 10:00")),
    )
    whole = (china("1969-06-01 00:00"), china("2026-06-01 12:00"))
    assert ALWAYS.spans(*whole) == (Span(*whole),)
    assert ONLINE.spans(china("2026-03-02 17:00"), china("2026-03-03 09:00")) == ()
    assert ONLINE.spans(china("2026-03-03 09:00"), china("2026-03-02 09:00")) == ()
    assert ONLINE.spans(china("1960-03-03 09:00"), china("1950-03-02 09:00")) == ()


@pytest.mark.parametrize(
    ("at", "open_", "opening"),
    [
        ("2026-03-02 09:00", True, "2026-03-02 09:00"),
        ("2026-03-02 16:59:59", True, "2026-03-02 16:59:59"),
        ("2026-03-02 17:00", False, "2026-03-03 09:00"),
        ("2026-02-14 17:00", False, "2026-02-24 09:00"),
    ],
)
def test_open_and_next_opening(at: str, open_: bool, opening: str):
    assert ONLINE.is_open(china(at)) is open_
    assert ONLINE.next_opening(china(at)) == china(opening)


def test_several_spans_a_day():
    split = weekly("08:30-12:00", "13:30-18:00")
    assert split.add(china("2026-03-02 11:30"), HOUR) == china("2026-03-02 14:00")
    assert split.add(china("2026-03-02 12:10"), 8 * HOUR) == china("2026-03-03 12:00")


def test_an_overnight_shift():
    night = weekly("22:00-06:00")
    assert night.add(china("2026-03-06 23:00"), 8 * HOUR) == china("2026-03-09 23:00")
    assert night.is_open(china("2026-03-07 05:59"))
    assert not night.is_open(china("2026-03-08 05:59"))
    assert not night.is_open(china("2026-03-09 05:59"))


def test_hours_that_overlap_count_once():
    both = weekly("09:00-13:00", "12:00-17:00", "22:00-10:00")
    assert both.between(china("2026-03-03 00:00"), china("2026-03-04 00:00")) == 19 * HOUR


@pytest.mark.parametrize("year", [4, 1900, 1969, 1990, 2003, 2060, 2200, 2999, 9990])
def test_far_years_go_by_the_week(year: int):
    monday = datetime(year, 6, 1, 12, tzinfo=UTC)
    monday -= timedelta(days=monday.weekday())
    assert ONLINE.between(monday, monday + timedelta(days=7)) == 40 * HOUR
    assert ONLINE.between(monday, ONLINE.add(monday, 400 * HOUR)) == 400 * HOUR


@pytest.mark.parametrize(
    ("start", "seconds"),
    [
        (datetime(9999, 12, 30, tzinfo=UTC), HOUR),
        (datetime(2026, 1, 1, tzinfo=UTC), 10**15),
        (datetime(1, 1, 1, tzinfo=UTC), HOUR),
    ],
)
def test_peer_frappe_unbounded_loop_beyond_the_years_of_a_date_it_refuses_at_once(start: datetime, seconds: int):
    with pytest.raises(Refused) as refused:
        ONLINE.add(start, seconds)
    assert refused.value.code == "time.out_of_range"


def test_a_naive_time_and_a_negative_time_are_refused():
    naive = datetime(2026, 3, 2, 10)  # noqa: DTZ001
    for ask in (lambda: ONLINE.add(naive, 1), lambda: ONLINE.add(naive, 0), lambda: ONLINE.is_open(naive)):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "time.without_zone"
    with pytest.raises(Refused) as refused:
        ONLINE.add(china("2026-03-02 10:00"), -1)
    assert refused.value.code == "time.negative"


@pytest.mark.parametrize(
    ("a", "b", "provisional"),
    [
        ("2026-12-31 09:00", "2027-01-01 00:00", False),
        ("2026-12-31 09:00", "2027-01-01 00:00:01", True),
        ("2003-12-31 23:59:59", "2004-01-02 00:00", True),
        ("2004-01-01 00:00", "2026-12-31 00:00", False),
        ("2027-05-01 10:00", "2027-05-01 10:00", False),
    ],
)
def test_a_year_without_published_days_is_provisional(a: str, b: str, provisional: bool):
    assert ONLINE.is_provisional(china(a), china(b)) is provisional
    assert ALWAYS.is_provisional(china(a), china(b)) is False
