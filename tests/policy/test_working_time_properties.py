from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.policy.calendars import standard_calendars
from tests.policy import brute

CALENDARS = standard_calendars()
names = st.sampled_from(sorted(brute.WINDOWS))
minutes = st.integers(0, 60 * 24 * 400).map(lambda n: datetime(2025, 12, 1, tzinfo=UTC) + timedelta(minutes=n))
instants = st.integers(-(10**9), 8 * 10**9).map(lambda n: datetime.fromtimestamp(n, UTC))
few_seconds = st.integers(0, 10**7)


@settings(max_examples=150, deadline=None)
@given(names, minutes, st.integers(0, 2000))
def test_add_is_what_walking_minute_by_minute_gives(name: str, start: datetime, count: int):
    assert CALENDARS[name].add(start, count * 60) == brute.add(name, start, count)


@settings(max_examples=150, deadline=None)
@given(names, minutes, st.integers(0, 60 * 24 * 5))
def test_between_is_what_counting_minute_by_minute_gives(name: str, start: datetime, count: int):
    end = start + timedelta(minutes=count)
    assert CALENDARS[name].between(start, end) == brute.between(name, start, end) * 60


@settings(max_examples=300, deadline=None)
@given(names, instants, few_seconds)
def test_between_takes_back_what_add_gave(name: str, start: datetime, seconds: int):
    assert CALENDARS[name].between(start, CALENDARS[name].add(start, seconds)) == seconds


@settings(max_examples=300, deadline=None)
@given(names, instants, st.integers(1, 10**7))
def test_add_gives_the_earliest_instant(name: str, start: datetime, seconds: int):
    just_before = CALENDARS[name].add(start, seconds) - timedelta(seconds=1)
    assert CALENDARS[name].between(start, just_before) == seconds - 1


@settings(max_examples=300, deadline=None)
@given(names, instants, instants, instants)
def test_elapsed_time_adds_up(name: str, a: datetime, b: datetime, c: datetime):
    calendar = CALENDARS[name]
    assert calendar.between(a, c) == calendar.between(a, b) + calendar.between(b, c)


@settings(max_examples=300, deadline=None)
@given(names, instants, st.integers(0, 10**6), few_seconds)
def test_a_later_start_or_a_longer_target_is_never_due_earlier(name: str, start: datetime, later: int, seconds: int):
    calendar = CALENDARS[name]
    assert calendar.add(start, seconds) <= calendar.add(start + timedelta(seconds=later), seconds)
    assert calendar.add(start, seconds) <= calendar.add(start, seconds + later)


@settings(max_examples=200, deadline=None)
@given(names, instants, st.integers(0, 10**7))
def test_spans_are_the_open_time_in_order(name: str, start: datetime, length: int):
    end = start + timedelta(seconds=length)
    spans = CALENDARS[name].spans(start, end)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert sum((span.end - span.start).total_seconds() for span in spans) == CALENDARS[name].between(start, end)
    assert all(start <= span.start and span.end <= end for span in spans)


@settings(max_examples=200, deadline=None)
@given(names, instants)
def test_the_next_opening_is_open_and_nothing_is_open_before_it(name: str, at: datetime):
    opening = CALENDARS[name].next_opening(at)
    assert CALENDARS[name].is_open(opening)
    assert CALENDARS[name].between(at, opening) == 0
