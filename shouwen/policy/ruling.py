"""缺陷认定: the centre proposes a cause, development decides, the hospital may appeal, the director is final.

Nothing waits for it: in doubt the fault is mended first and settled later (clauses charge.fix_first, charge.*).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shouwen.policy.coverage import Cause
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role

DECIDE_DAYS = 5
APPEAL_DAYS = 10
FINAL_DAYS = 5
WARN_AT = 0.8

# For these the vendor answers, whatever phase or cover: there is nothing that a hospital could win by an appeal.
DEFECTS = frozenset({Cause.INHERENT_DEFECT, Cause.VENDOR_REGRESSION})


class RulingState(StrEnum):
    """Whose word is awaited: development's, the hospital's (it may appeal), the director's, nobody's."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    APPEALED = "appealed"
    FINAL = "final"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    APPEAL = "appeal"
    FINALISE = "finalise"


# From which state a step leads where.
STEPS: dict[Step, tuple[RulingState, RulingState]] = {
    Step.WITHDRAW: (RulingState.PROPOSED, RulingState.WITHDRAWN),
    Step.DECIDE: (RulingState.PROPOSED, RulingState.DECIDED),
    Step.APPEAL: (RulingState.DECIDED, RulingState.APPEALED),
    Step.FINALISE: (RulingState.APPEALED, RulingState.FINAL),
}
# Somebody's word is awaited in time.
WAITING = frozenset({RulingState.PROPOSED, RulingState.APPEALED})
# The cause of the card is a matter of record, which nobody changes by classifying.
RULED = frozenset({RulingState.DECIDED, RulingState.APPEALED, RulingState.FINAL})

_PROPOSES = frozenset({Role.AGENT, Role.RESIDENT, Role.ACCOUNT_MANAGER, Role.DIRECTOR, Role.DEVELOPER})
_WHO: dict[Step, frozenset[Role]] = {
    Step.PROPOSE: _PROPOSES,
    Step.WITHDRAW: _PROPOSES,
    Step.DECIDE: frozenset({Role.DEVELOPER}),
    Step.APPEAL: frozenset({Role.IT_HEAD}),
    Step.FINALISE: frozenset({Role.DIRECTOR}),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ruling stands, and who has had a hand in it. `appeal_until`: the last instant of an appeal; `cause`: what
    was proposed or ruled, "" where it is not asked for."""

    state: RulingState
    proposer: int | None = None
    decider: int | None = None
    appeal_until: datetime | None = None
    cause: str = ""


def permit(step: Step, actor: Actor, standing: Standing | None, at: datetime) -> RulingState:
    """The state after this step, or Refused: `not_your_role`, `ruling.open`, `ruling.none`, `ruling.not_now`,
    `ruling.own`, `ruling.in_your_favour`, `ruling.appeal_over`. None stands for a card without an open ruling."""
    if not actor.roles & _WHO[step]:
        raise Refused("not_your_role", act=f"ruling_{step.value}")
    if step is Step.PROPOSE:
        if standing is not None and standing.state in WAITING:
            raise Refused("ruling.open")
        if standing is not None and standing.state is RulingState.FINAL:
            raise Refused("ruling.final")
        return RulingState.PROPOSED
    if standing is None:
        raise Refused("ruling.none")
    before, after = STEPS[step]
    if standing.state is not before:
        raise Refused("ruling.not_now", state=standing.state.value)
    # Two people, always: nobody judges what he himself has put forward.
    judged = {Step.DECIDE: {standing.proposer}, Step.FINALISE: {standing.proposer, standing.decider}}
    if actor.id in judged.get(step, set()):
        raise Refused("ruling.own")
    if step is Step.APPEAL and standing.cause in DEFECTS:
        raise Refused("ruling.in_your_favour")
    if step is Step.APPEAL and standing.appeal_until is not None and at > standing.appeal_until:
        raise Refused("ruling.appeal_over", until=standing.appeal_until.isoformat())
    return after


def allowed(actor: Actor, standing: Standing | None, at: datetime) -> frozenset[Step]:
    """The steps that this person may take now."""
    return frozenset(step for step in Step if _may(step, actor, standing, at))


def _may(step: Step, actor: Actor, standing: Standing | None, at: datetime) -> bool:
    try:
        permit(step, actor, standing, at)
    except Refused:
        return False
    return True


def due(at: datetime, days: int) -> datetime:
    """Days of 24 hours from the step before."""
    return at + timedelta(days=days)


def warn_at(at: datetime, due_at: datetime) -> datetime:
    """When four fifths of the time are used up."""
    return at + (due_at - at) * WARN_AT
