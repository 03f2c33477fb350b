"""Pauses over the real calendars, against a walk minute by minute over holidays, make-up days and weekends."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.policy.calendars import standard_calendars
from shouwen.policy.clock import ClockKind, Fact, FactType, Opening, PauseReason, replay
from shouwen.policy.promise import Promise, Target
from shouwen.policy.severity import Impact, Kind, Urgency
from tests.policy import brute

MINUTE = timedelta(minutes=1)
names = st.sampled_from(["hotline", "remote", "online"])
starts = st.integers(0, 365 * 24 * 12).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=5 * n))
lengths = st.lists(st.integers(0, 1500), max_size=6)  # minutes of work and pause by turns


@settings(max_examples=60, deadline=None)
@given(names, starts, lengths, st.integers(0, 1500))
def test_due_and_elapsed_agree_with_the_walk(name: str, start: datetime, turns: list[int], rest: int):
    edges = [start + timedelta(minutes=sum(turns[: index + 1])) for index in range(len(turns))]
    facts = [
        Fact(FactType.RESUMED if index % 2 else FactType.PAUSED, at, None if index % 2 else PauseReason.CHANGE_WINDOW)
        for index, at in enumerate(edges)
    ]
    now = (edges or [start])[-1] + timedelta(minutes=rest)
    promise = Promise.standard().with_own(resolution={3: Target(960, name)})
    opening = Opening(start, Kind.INCIDENT, Impact.DEPARTMENT, Urgency.LIMITED)
    reading = replay(opening, facts, promise, standard_calendars(), now)[-1]
    ends = [*edges, now] if len(edges) % 2 else edges
    gaps = [(begin, end) for begin, end in zip(ends[::2], ends[1::2], strict=True) if begin < end]
    assert reading.kind is ClockKind.RESOLUTION
    assert reading.due_at == brute.due(name, start, 960, gaps)
    assert reading.elapsed_seconds == brute.worked(name, start, now, gaps) * 60
    assert reading.breached_at == (reading.due_at if reading.due_at < now else None)
