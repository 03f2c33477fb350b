"""Whom to call next: every rung once, nobody twice before everybody was called, and never longer than the response."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.document import policy_document
from shouwen.policy.paging import RUNGS, WAIT, Rung, calls_somebody, next_call
from shouwen.policy.promise import Promise

START = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)


def test_the_waits_are_those_of_the_document_and_the_last_rung_is_called_before_the_response_is_late() -> None:
    said = policy_document().clause("paging.climbs").parameters
    assert {f"grade_{grade}": wait // timedelta(minutes=1) for grade, wait in WAIT.items()} == said
    assert [grade for grade in range(1, 6) if calls_somebody(grade)] == [1, 2]
    for grade, wait in WAIT.items():
        limit = timedelta(minutes=Promise.standard().response[grade - 1].minutes)
        assert wait * (len(RUNGS) - 1) < limit


def test_one_rung_after_another_then_everybody_again() -> None:
    candidates = {Rung.PERSON: [1, 2], Rung.DEPUTY: [2], Rung.SUPERVISOR: [3], Rung.DIRECTOR: [4]}
    called: set[int] = set()
    at, after, calls = START, None, []
    for _ in range(5):
        call = next_call(1, after, candidates, called, at)
        calls.append((call.rung.value, call.people))
        called |= set(call.people)
        at, after = call.next_at, call.rung
    assert calls == [
        ("person", (1, 2)),
        # The deputy has been called already, so the supervisor is next.
        ("supervisor", (3,)),
        ("director", (4,)),
        ("director", (1, 2, 3, 4)),
        ("director", (1, 2, 3, 4)),
    ]
    assert at == START + 5 * WAIT[1]


PEOPLE = st.dictionaries(st.sampled_from(RUNGS), st.lists(st.integers(1, 6), max_size=3))


@given(PEOPLE, st.sampled_from(sorted(WAIT)))
def test_everybody_is_called_once_before_anybody_is_called_again(candidates: dict[Rung, list[int]], grade: int) -> None:
    everybody = {each for people in candidates.values() for each in people}
    called: list[int] = []
    after: Rung | None = None
    for _ in RUNGS:
        if set(called) == everybody:
            break
        call = next_call(grade, after, candidates, called, START)
        assert not set(call.people) & set(called)
        called += call.people
        after = call.rung
    assert sorted(called) == sorted(everybody)
    assert set(next_call(grade, after, candidates, called, START).people) == everybody
