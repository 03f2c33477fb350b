"""Quiet hours, days off, storms: when a notice goes out. The clock is an argument."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.roles import Role
from shouwen.policy.telling import (
    DIGEST_AFTER,
    LONGEST,
    NIGHT,
    NONE,
    STORM,
    DaysOff,
    Quiet,
    Wait,
    Why,
    is_quiet,
    is_stale,
    quiet_until,
    usual_quiet,
    wait_for,
)

ZONE = ZoneInfo("Asia/Shanghai")
# A holiday of eight days and a worked Sunday before it.
OFF = {date(2026, 10, day) for day in range(1, 9)}
MAKEUP = {date(2026, 9, 27)}


def workday(day: date) -> bool:
    return day in MAKEUP or (day.isoweekday() < 6 and day not in OFF)


def on(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


TIMES = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
QUIETS = st.builds(
    Quiet, TIMES, TIMES, st.sampled_from(DaysOff), st.frozensets(st.integers(min_value=1, max_value=7), max_size=7)
)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)).map(lambda at: at.replace(tzinfo=ZONE))  # noqa: DTZ001  hypothesis wants them naive


@pytest.mark.parametrize(
    ("quiet", "at", "until"),
    [
        (NIGHT, on(3, 21, 59), on(3, 21, 59)),
        (NIGHT, on(3, 22), on(4, 7)),
        (NIGHT, on(4, 2), on(4, 7)),
        (NIGHT, on(4, 7), on(4, 7)),
        (NONE, on(4, 2), on(4, 2)),
        (Quiet(time(12), time(14)), on(4, 12, 30), on(4, 14)),
        # Friday night until Monday morning.
        (Quiet(time(21), time(8), DaysOff.CALENDAR), on(6, 22), on(9, 8)),
        # The day before the holiday until the first working day after it.
        (Quiet(time(21), time(8), DaysOff.CALENDAR), on(30, 23, month=9), on(9, 8, month=10)),
        # A worked Sunday is no day off.
        (Quiet(time(21), time(8), DaysOff.CALENDAR), on(27, 10, month=9), on(27, 10, month=9)),
        # He works from Thursday to Sunday.
        (Quiet(time(22), time(6), DaysOff.OWN, frozenset({4, 5, 6, 7})), on(9, 10), on(12, 6)),
        # No day ticked says nothing.
        (Quiet(time(22), time(6), DaysOff.OWN), on(9, 10), on(9, 10)),
    ],
)
def test_until_when(quiet: Quiet, at: datetime, until: datetime) -> None:
    assert quiet_until(quiet, at, workday) == until


@given(QUIETS, INSTANTS)
def test_what_comes_out_is_not_quiet_and_nothing_before_it_was_loud(quiet: Quiet, at: datetime) -> None:
    until = quiet_until(quiet, at, workday)
    assert at <= until <= at + LONGEST
    if until < at + LONGEST:
        assert not is_quiet(quiet, until, workday)
    step = (until - at) / 7
    if step:
        assert all(is_quiet(quiet, at + step * turn, workday) for turn in range(7))


@given(QUIETS, INSTANTS, st.integers(0, 50), st.sampled_from([1, 2]))
def test_the_gravest_always_go(quiet: Quiet, at: datetime, alike: int, grade: int) -> None:
    assert wait_for(quiet, at, workday, grade=grade, alike=alike, waiting=None) is None


@given(QUIETS, INSTANTS, st.integers(0, 50), st.sampled_from([3, 4, 5, None]))
def test_nothing_else_goes_in_the_quiet(quiet: Quiet, at: datetime, alike: int, grade: int | None) -> None:
    wait = wait_for(quiet, at, workday, grade=grade, alike=alike, waiting=None)
    assert (wait is None) == (not is_quiet(quiet, at, workday) and alike < STORM)
    if wait is not None:
        assert at < wait.until <= at + LONGEST + DIGEST_AFTER
        if wait.until < at + LONGEST:
            assert not is_quiet(quiet, wait.until, workday)


def test_a_storm_comes_together() -> None:
    at = on(4, 10)
    assert wait_for(NIGHT, at, workday, grade=3, alike=STORM - 1, waiting=None) is None
    assert wait_for(NIGHT, at, workday, grade=3, alike=STORM, waiting=None) == Wait(at + DIGEST_AFTER, Why.STORM)
    # It joins the digest that waits; one whose hour has come is gone.
    soon = at + timedelta(minutes=4)
    assert wait_for(NIGHT, at, workday, grade=3, alike=9, waiting=soon) == Wait(soon, Why.STORM)
    assert wait_for(NIGHT, at, workday, grade=3, alike=9, waiting=at) == Wait(at + DIGEST_AFTER, Why.STORM)
    # A digest is not told into the night either.
    late = on(4, 21, 50)
    assert wait_for(NIGHT, late, workday, grade=3, alike=9, waiting=None) == Wait(on(5, 7), Why.STORM)


def test_what_is_stale() -> None:
    at = on(4, 7)
    told = [is_stale(at, end, read=read) for end, read in ((None, False), (at, False), (on(4, 6), False), (None, True))]
    assert told == [False, False, True, True]


def test_the_usual_hours_of_a_role() -> None:
    assert usual_quiet([Role.AGENT]) == usual_quiet([Role.DIRECTOR]) == usual_quiet([]) == NIGHT
    assert usual_quiet([Role.WARD]) == NONE
    assert usual_quiet([Role.DEVELOPER]).days_off is DaysOff.CALENDAR
    # An agent who is an account manager too is on duty on Sundays.
    assert usual_quiet([Role.ACCOUNT_MANAGER, Role.AGENT]) == NIGHT
