"""Who may take which step of a ruling, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role
from shouwen.policy.ruling import STEPS, RulingState, Standing, Step, allowed, due, permit, warn_at

AT = datetime(2026, 3, 3, 2, tzinfo=UTC)


def person(number: int, role: Role) -> Actor:
    kind = "customer" if role in {Role.IT_HEAD, Role.WARD} else "staff"
    return Actor(kind=kind, id=number, roles=frozenset({role}))


AGENT, DEVELOPER, DIRECTOR = person(1, Role.AGENT), person(2, Role.DEVELOPER), person(3, Role.DIRECTOR)
HEAD, WARD, FINANCE = person(4, Role.IT_HEAD), person(5, Role.WARD), person(6, Role.FINANCE)
PROPOSED = Standing(RulingState.PROPOSED, proposer=1)
DECIDED = Standing(RulingState.DECIDED, 1, 2, AT + timedelta(days=10))
APPEALED = replace(DECIDED, state=RulingState.APPEALED)


def code(step: Step, actor: Actor, standing: Standing | None, at: datetime = AT) -> str:
    try:
        return permit(step, actor, standing, at).value
    except Refused as refused:
        return refused.code


def test_the_way_of_a_ruling() -> None:
    assert code(Step.PROPOSE, AGENT, None) == "proposed"
    assert code(Step.DECIDE, DEVELOPER, PROPOSED) == "decided"
    assert code(Step.APPEAL, HEAD, replace(DECIDED, cause="misuse")) == "appealed"
    assert code(Step.FINALISE, DIRECTOR, APPEALED) == "final"
    # New evidence after a decision opens another question; after the last word none.
    assert code(Step.PROPOSE, AGENT, DECIDED) == "proposed"
    assert code(Step.PROPOSE, AGENT, replace(DECIDED, state=RulingState.FINAL)) == "ruling.final"


@pytest.mark.parametrize(
    ("step", "actor", "standing", "refusal"),
    [
        (Step.PROPOSE, HEAD, None, "not_your_role"),
        (Step.PROPOSE, FINANCE, None, "not_your_role"),
        (Step.PROPOSE, AGENT, PROPOSED, "ruling.open"),
        (Step.PROPOSE, AGENT, APPEALED, "ruling.open"),
        (Step.DECIDE, AGENT, PROPOSED, "not_your_role"),
        (Step.DECIDE, DIRECTOR, PROPOSED, "not_your_role"),
        (Step.DECIDE, DEVELOPER, replace(PROPOSED, proposer=2), "ruling.own"),
        (Step.DECIDE, DEVELOPER, None, "ruling.none"),
        (Step.DECIDE, DEVELOPER, DECIDED, "ruling.not_now"),
        (Step.APPEAL, WARD, DECIDED, "not_your_role"),
        (Step.APPEAL, HEAD, PROPOSED, "ruling.not_now"),
        (Step.APPEAL, HEAD, APPEALED, "ruling.not_now"),
        (Step.FINALISE, DEVELOPER, APPEALED, "not_your_role"),
        (Step.FINALISE, DIRECTOR, DECIDED, "ruling.not_now"),
        (Step.FINALISE, replace(DIRECTOR, id=1), APPEALED, "ruling.own"),
        (Step.FINALISE, replace(DIRECTOR, id=2), APPEALED, "ruling.own"),
        (Step.WITHDRAW, AGENT, DECIDED, "ruling.not_now"),
        (Step.APPEAL, HEAD, replace(DECIDED, cause="inherent_defect"), "ruling.in_your_favour"),
        (Step.APPEAL, HEAD, replace(DECIDED, cause="vendor_regression"), "ruling.in_your_favour"),
    ],
)
def test_what_is_refused(step: Step, actor: Actor, standing: Standing | None, refusal: str) -> None:
    assert code(step, actor, standing) == refusal


def test_an_appeal_is_in_time_at_its_last_instant_and_late_a_second_after() -> None:
    last = DECIDED.appeal_until or AT
    assert code(Step.APPEAL, HEAD, DECIDED, last) == "appealed"
    assert code(Step.APPEAL, HEAD, DECIDED, last + timedelta(seconds=1)) == "ruling.appeal_over"


@given(st.sampled_from(list(RulingState)), st.sampled_from([AGENT, DEVELOPER, DIRECTOR, HEAD, WARD, FINANCE]))
def test_no_step_leads_back_and_none_out_of_the_last_word(state: RulingState, actor: Actor) -> None:
    standing = Standing(state, proposer=8, decider=9, appeal_until=AT)
    for step in allowed(actor, standing, AT):
        after = permit(step, actor, standing, AT)
        assert step is Step.PROPOSE or STEPS[step] == (state, after)
        assert state is not RulingState.FINAL


def test_days_and_the_warning_before_them() -> None:
    assert due(AT, 5) == AT + timedelta(days=5)
    assert warn_at(AT, due(AT, 5)) == AT + timedelta(days=4)
