from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.policy.calendar_spec import CalendarSpec, DayClass
from shouwen.policy.calendars import standard_calendars
from shouwen.policy.clock import Because, Fact, FactType, Opening, PauseReason, Reading, replay
from shouwen.policy.promise import Promise, Target
from shouwen.policy.severity import Impact, Kind, Urgency, grade
from shouwen.policy.span import Hours
from shouwen.policy.working_time import WorkingTime
from tests.policy import brute_clock

START = datetime(2026, 3, 2, tzinfo=UTC)
BLINK = WorkingTime(
    CalendarSpec(
        name="blink",
        zone="UTC",
        hours=dict.fromkeys(DayClass, tuple(Hours(second, second + 600) for second in range(0, 86_400, 1200))),
    )
)
CALENDARS = {"24x7": standard_calendars()["24x7"], "blink": BLINK}
TARGETS = {
    "response": {1: (15, "24x7"), 2: (30, "24x7"), 3: (60, "24x7"), 4: (60, "24x7"), 5: (60, "24x7")},
    "resolution": {1: (20, "24x7"), 2: (45, "24x7"), 3: (30, "blink"), 4: (50, "blink"), 5: (80, "blink")},
    "arrival": {0: (25, "24x7")},
}
PROMISE = Promise(
    version="test",
    response=tuple(Target(*pair) for pair in TARGETS["response"].values()),
    resolution=tuple(Target(*pair) for pair in TARGETS["resolution"].values()),
    complaint_response=Target(60),
    complaint_resolution=Target(30, "blink"),
    arrival_covered=Target(25),
    arrival_uncovered=Target(25),
)
SEVERITIES = [(impact, urgency) for impact in Impact for urgency in Urgency]

minutes = st.integers(0, 40).map(lambda n: n * 5) | st.integers(0, 200)  # fives, so that instants meet
events = st.lists(st.tuples(minutes, st.sampled_from(list(FactType)), st.sampled_from(SEVERITIES)), max_size=12)


def fact(minute: int, what: FactType, severity: tuple[Impact, Urgency]) -> Fact:
    at = START + timedelta(minutes=minute)
    if what is FactType.PAUSED:
        return Fact(what, at, reason=PauseReason.THIRD_PARTY)
    return Fact(what, at, None, *severity) if what is FactType.REGRADED else Fact(what, at)


def shown(reading: Reading) -> tuple[object, ...]:
    def minute(at: datetime) -> int:
        return int((at - START).total_seconds()) // 60

    breached = None if reading.breached_at is None else minute(reading.breached_at)
    elapsed, rest = divmod(reading.elapsed_seconds, 60)
    assert rest == 0
    state = reading.state.value
    return reading.calendar, reading.target_minutes, minute(reading.due_at), state, elapsed, breached


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(SEVERITIES), events, minutes)
def test_replay_agrees_with_looking_at_every_minute(
    severity: tuple[Impact, Urgency],
    told: list[tuple[int, FactType, tuple[Impact, Urgency]]],
    now: int,
):
    opening = Opening(START, Kind.INCIDENT, *severity)
    readings = replay(opening, [fact(*each) for each in told], PROMISE, CALENDARS, START + timedelta(minutes=now))
    plain = [(minute, what.value, grade(Kind.INCIDENT, *new)) for minute, what, new in told]
    expected = brute_clock.replay(grade(Kind.INCIDENT, *severity), plain, now, TARGETS)
    assert [shown(reading) for reading in readings] == expected


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEVERITIES), events, minutes)
def test_the_proof_has_no_holes_and_adds_up(
    severity: tuple[Impact, Urgency],
    told: list[tuple[int, FactType, tuple[Impact, Urgency]]],
    now: int,
):
    opening = Opening(START, Kind.INCIDENT, *severity)
    present = START + timedelta(minutes=now)
    for reading in replay(opening, [fact(*each) for each in told], PROMISE, CALENDARS, present):
        end = reading.stopped_at or max(present, reading.due_at)
        edges = [reading.started_at, *(span.end for span in reading.spans)]
        assert [span.start for span in reading.spans] == edges[:-1]
        assert edges[-1] == end
        assert all(a.because is not b.because for a, b in zip(reading.spans, reading.spans[1:], strict=False))
        counted = dict.fromkeys(Because, 0.0)
        for span in reading.spans:
            counted[span.because] += (span.end - span.start).total_seconds()
            assert span.start < span.end
            assert (span.because is Because.REMAINING) <= (span.start >= present)
        assert counted[Because.WORKED] == reading.elapsed_seconds
        if reading.stopped_at is None and reading.due_at > present:
            assert counted[Because.WORKED] + counted[Because.REMAINING] == reading.target_minutes * 60


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SEVERITIES), events, minutes)
def test_order_matters_only_among_equal_instants(
    severity: tuple[Impact, Urgency],
    told: list[tuple[int, FactType, tuple[Impact, Urgency]]],
    now: int,
):
    facts = [fact(*each) for each in told]
    by_time = sorted(facts, key=lambda each: each.at)
    opening, present = Opening(START, Kind.INCIDENT, *severity), START + timedelta(minutes=now)
    assert replay(opening, facts, PROMISE, CALENDARS, present) == replay(opening, by_time, PROMISE, CALENDARS, present)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SEVERITIES), events, minutes, minutes)
def test_a_breach_stays_with_its_instant(
    severity: tuple[Impact, Urgency],
    told: list[tuple[int, FactType, tuple[Impact, Urgency]]],
    now: int,
    later: int,
):
    opening = Opening(START, Kind.INCIDENT, *severity)
    facts = [fact(*each) for each in told]
    before = replay(opening, facts, PROMISE, CALENDARS, START + timedelta(minutes=now))
    after = replay(opening, facts, PROMISE, CALENDARS, START + timedelta(minutes=now + later))
    found = {reading.kind: reading.breached_at for reading in after}
    assert all(reading.breached_at in (None, found[reading.kind]) for reading in before)
