"""Daylight saving, leap days and zones with odd offsets: a gap gives the next valid instant, a fold the first."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.policy.calendar_spec import CalendarSpec, DayClass
from shouwen.policy.span import Hours
from shouwen.policy.working_time import WorkingTime

ZONES = (
    "America/New_York", "Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu",
    "Pacific/Apia", "Africa/Casablanca",
)  # fmt: skip
HOUR = 3600


def daily(zone: str, *texts: str) -> WorkingTime:
    return WorkingTime(
        CalendarSpec(name=zone, zone=zone, hours=dict.fromkeys(DayClass, tuple(Hours.parse(text) for text in texts)))
    )


def test_a_span_that_opens_in_the_gap_opens_at_the_next_valid_instant():
    night = daily("America/New_York", "02:30-05:00")
    assert night.next_opening(datetime(2026, 3, 8, 5, tzinfo=UTC)) == datetime(2026, 3, 8, 7, tzinfo=UTC)
    assert night.between(datetime(2026, 3, 8, 5, tzinfo=UTC), datetime(2026, 3, 9, 4, tzinfo=UTC)) == 2 * HOUR


def test_a_span_that_lies_in_the_gap_is_not_worked_that_day():
    night = daily("America/New_York", "02:10-02:50")
    assert night.between(datetime(2026, 3, 8, 5, tzinfo=UTC), datetime(2026, 3, 9, 4, tzinfo=UTC)) == 0


def test_a_span_over_the_fold_is_an_hour_longer_and_edges_take_the_first_time():
    day = datetime(2026, 11, 1, 4, tzinfo=UTC), datetime(2026, 11, 2, 5, tzinfo=UTC)
    assert daily("America/New_York", "00:00-03:00").between(*day) == 4 * HOUR
    assert daily("America/New_York", "00:00-01:30").between(*day) == 90 * 60
    assert daily("America/New_York", "01:30-03:00").between(*day) == 150 * 60


@pytest.mark.parametrize("zone", ZONES)
def test_peer_zammad_3180_around_the_clock_is_wall_time_in_every_zone(zone: str):
    always = daily(zone, "00:00-24:00")
    start, end = datetime(1985, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
    assert always.between(start, end) == (end - start).total_seconds()


def test_peer_dbt_zendesk_25_the_offset_of_the_day_counts_not_that_of_today():
    office = daily("America/New_York", "09:00-17:00")
    assert office.next_opening(datetime(2026, 1, 15, tzinfo=UTC) + timedelta(hours=6)).hour == 14
    assert office.next_opening(datetime(2026, 7, 15, tzinfo=UTC) + timedelta(hours=6)).hour == 13


def test_peer_healthchecks_an_ambiguous_closing_is_the_one_before_the_change():
    office = daily("Europe/Berlin", "00:00-02:30")
    midnight = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert office.add(midnight, 150 * 60) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_china_had_summer_time_until_1991():
    office = daily("Asia/Shanghai", "09:00-17:00")
    assert office.next_opening(datetime(1991, 6, 30, 20, tzinfo=UTC)) == datetime(1991, 7, 1, 0, tzinfo=UTC)
    assert office.next_opening(datetime(1992, 6, 30, 20, tzinfo=UTC)) == datetime(1992, 7, 1, 1, tzinfo=UTC)


def test_a_leap_day_and_a_year_end_are_days_like_others():
    office = daily("UTC", "09:00-17:00")
    assert office.add(datetime(2028, 2, 28, 16, tzinfo=UTC), 9 * HOUR) == datetime(2028, 2, 29, 17, tzinfo=UTC)
    assert office.add(datetime(2026, 12, 31, 16, tzinfo=UTC), 2 * HOUR) == datetime(2027, 1, 1, 10, tzinfo=UTC)


def open_by_the_wall(zone: ZoneInfo, second: int, opens: int, closes: int) -> bool:
    """Whether a wall clock would say open, for hours that no change of the zone touches (03:30 to 21:00)."""
    local = datetime.fromtimestamp(second, zone)
    return opens <= local.hour * 3600 + local.minute * 60 + local.second < closes


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ZONES[:4]), st.integers(0, 2 * 10**9), st.integers(1, 2000))
def test_it_agrees_with_a_wall_clock_read_minute_by_minute(zone: str, start: int, minutes: int):
    start -= start % 60
    where = ZoneInfo(zone)
    counted = sum(open_by_the_wall(where, start + 60 * n, 4 * HOUR, 21 * HOUR) for n in range(minutes)) * 60
    a, b = datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(start + minutes * 60, UTC)
    assert daily(zone, "04:00-21:00").between(a, b) == counted


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ZONES), st.integers(-2 * 10**9, 4 * 10**9), st.integers(1, 10**6), st.data())
def test_between_takes_back_what_add_gave_in_every_zone(zone: str, start: int, seconds: int, data: st.DataObject):
    texts = data.draw(
        st.sampled_from([("22:00-06:00",), ("00:00-02:30", "02:30-24:00"), ("01:30-02:15", "23:00-00:30")])
    )
    at = datetime.fromtimestamp(start, UTC)
    calendar = daily(zone, *texts)
    assert calendar.between(at, calendar.add(at, seconds)) == seconds
