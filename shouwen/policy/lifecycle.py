"""What may be done to a card, when, and by whom. Every act asks `permit` before it changes anything."""

from dataclasses import dataclass
from enum import StrEnum

from shouwen.policy.refusal import Refused
from shouwen.policy.roles import QUALIFIED_ROLES, Actor, Level, Role


class State(StrEnum):
    ACCEPTED = "accepted"
    WORKING = "working"
    HELD = "held"
    RESTORED = "restored"
    RESOLVED = "resolved"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"
    ARCHIVED = "archived"


class Outcome(StrEnum):
    """How a card ended. The last four stand outside every rate."""

    SOLVED = "solved"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    NOT_OURS = "not_ours"
    MERGED = "merged"


class Act(StrEnum):
    TAKE = "take"
    CLASSIFY = "classify"
    REPLY = "reply"
    NOTE = "note"
    HOLD = "hold"
    RESUME = "resume"
    RESTORE = "restore"
    RESOLVE = "resolve"
    FOLLOW_UP = "follow_up"
    SUBSTITUTE = "substitute"
    CONFIRM = "confirm"
    CLOSE = "close"
    REOPEN = "reopen"
    OFFER = "offer"
    CHASE = "chase"
    DISPUTE = "dispute"
    SETTLE = "settle"
    DISPATCH = "dispatch"
    ARRIVE = "arrive"
    MERGE = "merge"
    LINK = "link"
    BIND_PROBLEM = "bind_problem"
    SPLIT = "split"
    DECLARE_MAJOR = "declare_major"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    RATE = "rate"
    REVISE = "revise"
    IDENTIFY = "identify"
    RETITLE = "retitle"


class FollowUpResult(StrEnum):
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    UNREACHED = "unreached"


OPEN = frozenset({State.ACCEPTED, State.WORKING, State.HELD, State.RESTORED})
ENDED = frozenset({State.CLOSED, State.ARCHIVED})
UNCLOSED = frozenset(State) - ENDED
DONE = frozenset({State.RESOLVED, State.FOLLOWED_UP, State.CLOSED})

WHEN: dict[Act, frozenset[State]] = {
    Act.TAKE: OPEN,
    Act.CLASSIFY: UNCLOSED,
    Act.REPLY: UNCLOSED,
    Act.NOTE: frozenset(State) - {State.ARCHIVED},
    Act.HOLD: frozenset({State.WORKING, State.RESTORED}),
    Act.RESUME: frozenset({State.HELD}),
    Act.RESTORE: frozenset({State.WORKING, State.HELD}),
    Act.RESOLVE: frozenset({State.WORKING, State.HELD, State.RESTORED}),
    Act.FOLLOW_UP: frozenset({State.RESOLVED}),
    Act.SUBSTITUTE: UNCLOSED,
    Act.CONFIRM: frozenset({State.RESOLVED, State.FOLLOWED_UP}),
    Act.CLOSE: frozenset({State.RESOLVED, State.FOLLOWED_UP}),
    Act.REOPEN: DONE,
    Act.OFFER: OPEN,
    Act.CHASE: OPEN,
    Act.DISPUTE: UNCLOSED,
    Act.SETTLE: UNCLOSED,
    Act.DISPATCH: OPEN,
    Act.ARRIVE: UNCLOSED,
    Act.MERGE: OPEN,
    Act.LINK: frozenset(State),
    Act.BIND_PROBLEM: frozenset(State),
    Act.SPLIT: UNCLOSED,
    Act.DECLARE_MAJOR: OPEN,
    Act.WITHDRAW: OPEN,
    Act.CANCEL: OPEN,
    Act.RATE: DONE | {State.ARCHIVED},
    Act.REVISE: frozenset({State.ARCHIVED}),
    Act.IDENTIFY: UNCLOSED,
    Act.RETITLE: UNCLOSED,
}


@dataclass(frozen=True)
class Bond:
    """What ties an actor to one card."""

    first_contact: int
    handler: int | None
    substitute: int | None = None
    followed_up: bool = False
    # The level to which the card climbed by itself and where nobody has taken it yet.
    waits_for: Level | None = None

    def answers(self, actor: Actor) -> bool:
        """Is he the one who answers for the card: its first contact, or his recorded substitute?"""
        return actor.id is not None and actor.id in {self.first_contact, self.substitute}


def permit(act: Act, actor: Actor, state: State, bond: Bond) -> None:
    """Raise `Refused` with the reason when this actor may not do this act now (clause first_contact.*).

    Codes: `not_now` (state), `not_your_role`, `not_the_handler`, `not_the_first_contact`,
    `already_the_handler`, `someone_handles`, `not_that_level`, `first_contact_word_missing`.
    """
    _by_role(act, actor)
    if state not in WHEN[act]:
        raise Refused("not_now", act=act.value, state=state.value)
    if act is Act.TAKE and bond.handler is not None:
        _take_over(actor, bond)
    if act in _HANDLERS_ACTS and actor.is_staff and not _handles(actor, bond):
        raise Refused("not_the_handler", act=act.value)
    if act is Act.FOLLOW_UP and not bond.answers(actor):
        raise Refused("not_the_first_contact")
    if act in _ANSWERERS_ACTS and actor.is_staff and not (bond.answers(actor) or Role.DIRECTOR in actor.roles):
        raise Refused("not_the_first_contact")
    if act is Act.CLOSE and not bond.followed_up:
        raise Refused("first_contact_word_missing")


def refusal(act: Act, actor: Actor, state: State, bond: Bond) -> Refused | None:
    """Why not, as a value: for a button that is shown disabled with the reason."""
    try:
        permit(act, actor, state, bond)
    except Refused as refused:
        return refused
    return None


_HANDLERS_ACTS = frozenset({Act.HOLD, Act.RESUME, Act.RESTORE, Act.RESOLVE, Act.OFFER})
# What only the one who answers for the card may decide, or the director.
_ANSWERERS_ACTS = frozenset({Act.CANCEL, Act.SETTLE, Act.REVISE, Act.WITHDRAW})
_CUSTOMERS_ACTS = frozenset({Act.REPLY, Act.REOPEN, Act.CONFIRM, Act.CHASE, Act.DISPUTE, Act.WITHDRAW, Act.RATE})
_ONLY_CUSTOMERS_ACTS = frozenset({Act.CONFIRM, Act.DISPUTE, Act.RATE})


def _handles(actor: Actor, bond: Bond) -> bool:
    return actor.id == bond.handler or bond.answers(actor) or Role.DIRECTOR in actor.roles


def _take_over(actor: Actor, bond: Bond) -> None:
    """A card in somebody's hands is taken only by one of the level to which it climbed (clause ladder.climbs)."""
    if bond.handler == actor.id:
        raise Refused("already_the_handler")
    if bond.waits_for is None:
        raise Refused("someone_handles")
    if actor.level is not bond.waits_for:
        raise Refused("not_that_level", level=bond.waits_for.value)


def _by_role(act: Act, actor: Actor) -> None:
    if actor.is_customer:
        allowed = act in _CUSTOMERS_ACTS
    elif act in _ONLY_CUSTOMERS_ACTS:
        allowed = False
    elif act is Act.SUBSTITUTE:
        allowed = Role.DIRECTOR in actor.roles
    else:
        allowed = actor.kind == "system" or bool(actor.roles & QUALIFIED_ROLES)
    if not allowed:
        raise Refused("not_your_role", act=act.value)
