from datetime import date

import pytest

from shouwen.policy.calendar_spec import CalendarSpec, Day, DayClass
from shouwen.policy.refusal import Refused
from shouwen.policy.span import Hours

NINE_TO_FIVE = (Hours.parse("09:00-17:00"),)
HOLIDAY = Day(DayClass.STATUTORY_HOLIDAY, "national_day")
SPEC = CalendarSpec(
    name="office",
    hours={DayClass.WORKDAY: NINE_TO_FIVE},
    days={date(2026, 10, 1): HOLIDAY},
    years=frozenset({2026}),
)


def test_a_day_has_the_class_of_its_weekday_unless_it_departs_from_the_week():
    assert SPEC.day_on(date(2026, 9, 30)) == Day(DayClass.WORKDAY)
    assert SPEC.day_on(date(2026, 10, 1)) == HOLIDAY
    assert SPEC.day_on(date(2026, 10, 3)) == Day(DayClass.SATURDAY)
    assert SPEC.day_on(date(2026, 10, 4)) == Day(DayClass.SUNDAY)


def test_hours_follow_the_class():
    assert SPEC.hours_on(date(2026, 9, 30)) == NINE_TO_FIVE
    assert SPEC.hours_on(date(2026, 10, 1)) == ()


def test_peer_ostickets_endless_loop_a_calendar_that_never_opens_is_refused():
    with pytest.raises(Refused) as refused:
        CalendarSpec(name="shut", hours={DayClass.MAKEUP_DAY: NINE_TO_FIVE, DayClass.WORKDAY: ()})
    assert refused.value.code == "calendar.never_open"


def test_an_unknown_zone_is_refused_at_once():
    with pytest.raises(Refused):
        CalendarSpec(name="office", hours={DayClass.WORKDAY: NINE_TO_FIVE}, zone="Asia/Nowhere")


def test_only_a_calendar_with_the_same_hours_every_day_is_uniform():
    assert CalendarSpec(name="always", hours=dict.fromkeys(DayClass, NINE_TO_FIVE)).is_uniform
    assert not SPEC.is_uniform
