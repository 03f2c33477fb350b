"""Calls as an exchange tells of them, and what is counted of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shouwen.policy.refusal import Refused
from shouwen.policy.tally import Taken, calls
from shouwen.policy.telephone import Step, Told, check_order, fold

START = datetime(2026, 3, 3, tzinfo=UTC)
WEEK = 7 * 86_400
told = st.builds(
    Told,
    st.sampled_from(list(Step)),
    st.integers(0, 600).map(lambda n: START + timedelta(seconds=n)),
    st.sampled_from(["", "100-1", "100-2"]),
    st.sampled_from(["", "agent", "agent2"]),
    st.sampled_from(["", "rec-1"]),
)


@st.composite
def taken(draw):
    offered = draw(st.integers(0, 30 * 86_400))
    answered = draw(st.none() | st.integers(0, 300).map(lambda n: offered + n))
    ended = draw(st.none() | st.integers(0, 900).map(lambda n: (answered or offered) + n))
    wrapped = (
        draw(st.none() | st.integers(0, 300).map(lambda n: (ended or offered) + n)) if answered and ended else None
    )
    return Taken(offered, answered, ended, wrapped, draw(st.sampled_from(["", "a", "b", "c"])), draw(st.booleans()))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(told, min_size=1, max_size=8), st.randoms())
def test_the_order_and_repetition_of_events_change_nothing(rows, dice):
    shuffled = [*rows, *dice.choices(rows, k=3)]
    dice.shuffle(shuffled)
    assert fold(shuffled) == fold(rows)


def test_a_call_by_hand():
    at = [START + timedelta(seconds=n) for n in (0, 12, 300)]
    rows = [
        Told(Step.ENDED, at[2], recording="rec-9"),
        Told(Step.ANSWERED, at[1], agent="agent2"),
        Told(Step.OFFERED, at[0], "100-1", "agent"),
    ]
    found = fold(rows)
    assert (found.offered, found.answered, found.ended) == tuple(at)
    assert (found.number, found.agent, found.recording) == ("100-1", "agent2", "rec-9")
    # What is known so far is told at once, whichever came first.
    assert fold(rows[:1]).offered == at[2]


def test_nothing_is_no_call():
    with pytest.raises(Refused):
        fold([])


def test_times_that_somebody_wrote_down_stand_in_their_order():
    later = START + timedelta(minutes=5)
    check_order(START, START, later, later)
    for offered, answered, ended, field in (
        (later, START, None, "answered_at"),
        (START, later, START, "ended_at"),
        (START, None, later + timedelta(seconds=1), "ended_at"),
    ):
        with pytest.raises(Refused) as refused:
            check_order(offered, answered, ended, later)
        assert refused.value.facts["field"] == field


@given(st.lists(taken(), max_size=40), st.integers(1, 30))
def test_rates_stay_rates(rows, days):
    found = calls(rows, days * 86_400)
    assert found.offered + found.short == len(rows)
    assert found.in_time <= found.answered <= found.offered
    assert found.first <= found.answered
    assert found.repeats <= max(found.offered - 1, 0)
    for told_ in (found.answer_rate, found.service_level, found.first_rate, found.repeat_rate):
        assert told_ is None or 0 <= told_ <= 100
    wider = calls(rows, (days + 5) * 86_400)
    assert (wider.first <= found.first, wider.repeats >= found.repeats) == (True, True)


def test_figures_by_hand():
    rows = [
        Taken(0, 10, 110, 170, "a", True),
        Taken(1000, 1030, 1130, None, "b", True),
        Taken(2000, None, 2004),
        Taken(3000, None, 3040),
        Taken(90_000, 90_005, 90_065, 90_065, "a", False),
    ]
    found = calls(rows, WEEK)
    assert (found.offered, found.short, found.answered, found.abandoned) == (4, 1, 3, 1)
    assert (found.answer_rate, found.service_level, found.speed, found.handling_time) == (75, 50, 15, 106)
    # The first issue came back within the week: only the second was solved at the first call.
    assert (found.first_rate, found.repeat_rate) == (33, 25)
    assert calls(rows, 3600).first_rate == 67
    # What comes after the period tells that an issue came back, and is not counted.
    assert calls(rows[:1], WEEK, rows[4:]).first == 0
