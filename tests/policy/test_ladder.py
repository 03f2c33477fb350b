"""Warnings and the climb from level to level, as functions of facts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.policy.calendars import standard_calendars
from shouwen.policy.clause import Clause
from shouwen.policy.clock import Fact, FactType, Opening, PauseReason, Reading, replay
from shouwen.policy.document import policy_document
from shouwen.policy.ladder import CLIMBS, PROPOSALS, Rung, Step, Way, next_rung, steps, tells_director
from shouwen.policy.promise import Promise
from shouwen.policy.roles import Level
from shouwen.policy.severity import Impact, Kind, Urgency

# Tuesday 2026-03-03 10:00 in Shanghai.
START = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
SCALE = {
    1: (Impact.HOSPITAL, Urgency.STOPPED),
    2: (Impact.DEPARTMENTS, Urgency.STOPPED),
    3: (Impact.DEPARTMENT, Urgency.STOPPED),
    4: (Impact.WORKSTATION, Urgency.STOPPED),
}
PROMISE = Promise.standard()
CALENDARS = standard_calendars()


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def opening(grade: int) -> Opening:
    return Opening(START, Kind.INCIDENT, *SCALE[grade]) if grade < 5 else Opening(START, Kind.ADVICE)


def fact(what: FactType, minutes: float, grade: int = 0) -> Fact:
    if what is FactType.PAUSED:
        return Fact(what, at(minutes), reason=PauseReason.THIRD_PARTY)
    return Fact(what, at(minutes), None, *SCALE[grade]) if grade else Fact(what, at(minutes))


def rung(grade: int, level: Level, *facts: Fact, now: float = 0, since: float = 0) -> Rung | None:
    return next_rung(opening(grade), facts, PROMISE, CALENDARS, level=level, since=at(since), now=at(now))


def resolution(grade: int, *facts: Fact, now: float) -> Reading:
    return replay(opening(grade), facts, PROMISE, CALENDARS, at(now))[-1]


@pytest.mark.parametrize(
    ("grade", "level", "way", "to", "minutes"),
    [
        (1, Level.FRONTLINE, Way.CLIMB, Level.SERVICE_CENTRE, 15),
        (1, Level.SERVICE_CENTRE, Way.CLIMB, Level.DEVELOPMENT, 30),
        (2, Level.FRONTLINE, Way.CLIMB, Level.SERVICE_CENTRE, 30),
        (2, Level.SERVICE_CENTRE, Way.CLIMB, Level.DEVELOPMENT, 60),
        (3, Level.FRONTLINE, Way.PROPOSE, Level.SERVICE_CENTRE, 2 * 60),
        (3, Level.SERVICE_CENTRE, Way.PROPOSE, Level.DEVELOPMENT, 2 * 60),
        # From 10:00: seven hours today until 17:00, one tomorrow from 09:00.
        (4, Level.SERVICE_CENTRE, Way.PROPOSE, Level.DEVELOPMENT, 24 * 60),
        (5, Level.SERVICE_CENTRE, Way.PROPOSE, Level.DEVELOPMENT, 48 * 60),
    ],
)
def test_the_ladder_of_each_grade(grade: int, level: Level, way: Way, to: Level, minutes: int):
    found = rung(grade, level)
    assert found is not None
    assert (found.way, found.level, found.to, found.grade, found.due_at) == (way, level, to, grade, at(minutes))
    assert found.clause == (Clause.LADDER_CLIMBS if way is Way.CLIMB else Clause.LADDER_PROPOSES)


def test_nothing_is_above_the_top():
    assert [rung(grade, Level.DEVELOPMENT) for grade in (1, 2, 3, 4, 5)] == [None] * 5


def test_a_pause_stops_the_ladder_and_its_length_is_left_out():
    held = fact(FactType.PAUSED, 10)
    assert rung(1, Level.SERVICE_CENTRE, held, now=20) is None
    found = rung(1, Level.SERVICE_CENTRE, held, fact(FactType.RESUMED, 50), now=50)
    assert found is not None
    assert found.due_at == at(70)


def test_a_solution_stops_the_ladder_until_it_is_reopened():
    solved = fact(FactType.RESOLVED, 10)
    assert rung(2, Level.SERVICE_CENTRE, solved, now=20) is None
    found = rung(2, Level.SERVICE_CENTRE, solved, fact(FactType.REOPENED, 100), now=100)
    assert found is not None
    assert found.due_at == at(60 + 90)


def test_restored_is_solved_for_grades_one_and_two_only():
    restored = fact(FactType.RESTORED, 5)
    assert rung(1, Level.SERVICE_CENTRE, restored, now=6) is None
    assert rung(3, Level.SERVICE_CENTRE, restored, now=6) is not None


def test_time_counts_from_the_arrival_at_the_level_even_inside_a_pause():
    pause = [fact(FactType.PAUSED, 10), fact(FactType.RESUMED, 40)]
    found = rung(1, Level.SERVICE_CENTRE, *pause, since=20, now=40)
    assert found is not None
    assert found.due_at == at(70)
    before = rung(1, Level.SERVICE_CENTRE, *pause, since=45, now=45)
    assert before is not None
    assert before.due_at == at(75)


def test_the_grade_in_force_decides():
    sharper = rung(4, Level.SERVICE_CENTRE, fact(FactType.REGRADED, 20, grade=1), now=20)
    assert sharper is not None
    assert (sharper.way, sharper.due_at) == (Way.CLIMB, at(30))


def test_only_grade_one_goes_to_the_director_at_once():
    assert [grade for grade in (1, 2, 3, 4, 5) if tells_director(grade)] == [1]


def test_the_ladder_computes_with_the_parameters_of_the_document():
    document = policy_document()
    climbs = document.clause(Clause.LADDER_CLIMBS).parameters
    levels = (Level.FRONTLINE, Level.SERVICE_CENTRE)
    assert {f"grade_{grade}": [CLIMBS[grade][level].minutes for level in levels] for grade in (1, 2)} == {
        name: climbs[name] for name in ("grade_1", "grade_2")
    }
    proposals = document.clause(Clause.LADDER_PROPOSES).parameters
    assert [PROPOSALS[grade].minutes for grade in (3, 4, 5)] == proposals["minutes"]
    assert {target.calendar for target in PROPOSALS.values()} == {proposals["calendar"]}
    percent = [step.percent for step in steps(resolution(1, now=0), ())]
    assert percent == document.clause(Clause.LADDER_WARNED).parameters["percent"]


# --- warnings -----------------------------------------------------------------------------------------------


def test_an_open_clock_warns_three_times():
    assert steps(resolution(1, now=0), ()) == (
        Step(50, at(120), "240@24x7"),
        Step(80, at(192), "240@24x7"),
        Step(100, at(240), ""),
    )


def test_what_was_told_is_not_told_again():
    told = {(50, "240@24x7"), (100, "")}
    assert steps(resolution(1, now=0), told) == ()
    assert [step.percent for step in steps(resolution(1, now=0), {(50, "240@24x7")})] == [80, 100]


def test_a_paused_clock_warns_of_what_it_reached_before_the_pause():
    assert steps(resolution(1, fact(FactType.PAUSED, 120), now=200), ()) == ()
    assert steps(resolution(1, fact(FactType.PAUSED, 121), now=200), ()) == (Step(50, at(120), "240@24x7"),)


def test_a_stopped_clock_tells_of_its_breach_alone():
    assert steps(resolution(1, fact(FactType.RESOLVED, 239), now=500), ()) == ()
    assert steps(resolution(1, fact(FactType.RESOLVED, 241), now=500), ()) == (Step(100, at(240), ""),)


def test_a_regrade_arms_the_new_target_and_a_breach_stays_told():
    regraded = fact(FactType.REGRADED, 100, grade=2)
    told = {(50, "240@24x7")}
    assert [(step.percent, step.at) for step in steps(resolution(1, regraded, now=100), told)] == [
        (50, at(240)),
        (80, at(384)),
        (100, at(480)),
    ]
    late = resolution(1, fact(FactType.REGRADED, 300, grade=4), now=300)
    assert (late.breached_at, steps(late, {(100, "")})) == (at(240), ())


moments = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.sampled_from([FactType.PAUSED, FactType.RESUMED, FactType.RESOLVED, FactType.REOPENED, FactType.REGRADED]),
        st.sampled_from(list(SCALE)),
    ),
    max_size=10,
)


def story(told: list[tuple[int, FactType, int]]) -> list[Fact]:
    return [fact(what, minute, grade if what is FactType.REGRADED else 0) for minute, what, grade in told]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([1, 2]), moments, st.integers(0, 400), st.integers(0, 400))
def test_unsolved_minutes_counted_one_by_one_agree(
    grade: int, told: list[tuple[int, FactType, int]], since: int, now: int
):
    """Walk minute by minute: the rung is due when the minutes that count, from `since`, are as many as allowed."""
    facts = story([each for each in told if each[1] is not FactType.REGRADED])
    found = rung(grade, Level.SERVICE_CENTRE, *facts, since=since, now=max(since, now))
    counting, minute, left = True, 0, CLIMBS[grade][Level.SERVICE_CENTRE].minutes
    paused = stopped = False
    ordered = sorted(facts, key=lambda each: each.at)
    due = None
    while minute <= max(since, now) or (due is None and counting):
        for each in ordered:
            if each.at == at(minute) and minute <= max(since, now):
                if each.type is FactType.PAUSED and not stopped:
                    paused = True
                if each.type is FactType.RESUMED:
                    paused = False
                if each.type is FactType.RESOLVED:
                    paused, stopped = False, True
                if each.type is FactType.REOPENED:
                    stopped = False
        counting = not paused and not stopped
        if due is None and minute >= since:
            if left == 0 and counting:
                due = at(minute)
            left -= counting and left > 0
        minute += 1
    assert (found is None) == (not counting)
    if found is not None:
        assert found.due_at == due


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([1, 2, 3, 4]), moments, st.integers(0, 400))
def test_telling_as_time_goes_by_tells_each_share_once_and_never_early(
    grade: int, told: list[tuple[int, FactType, int]], until: int
):
    """A scheduler that looks every minute tells each share of each target once, at or after its instant."""
    facts, done = story(told), {}
    for minute in range(until + 1):
        for step in steps(resolution(grade, *facts, now=minute), done):
            if step.at < at(minute):
                assert step.key not in done
                done[step.key] = step.at
    breached = resolution(grade, *facts, now=until).breached_at
    if (100, "") in done:
        assert breached == done[(100, "")]
    assert sum(percent == 100 for percent, _cycle in done) <= 1


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([1, 2, 3, 4]), moments, st.integers(0, 400))
def test_a_scheduler_that_slept_finds_every_breach_at_the_same_instant(
    grade: int, told: list[tuple[int, FactType, int]], until: int
):
    facts = story(told)
    reading = resolution(grade, *facts, now=until)
    found = [step.at for step in steps(reading, ()) if step.percent == 100 and step.at < at(until)]
    assert found == ([reading.breached_at] if reading.breached_at else [])
