"""投诉 as a record of its own (GB/T 19012): what may be done when and by whom, who must keep out, and when it is due.

Domain facts 1.3: the answer to a plain one is due in 3 working days, a grave one has a first word in 2 and its answer
in 5, an urgent one its answer in 24 hours; the first word of a person is due in 60 minutes whatever the grade (clauses
acceptance.complaint, response.ceiling, complaint.answer, complaint.interim).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shouwen.policy.refusal import Refused
from shouwen.policy.roles import QUALIFIED_ROLES, Actor, Role
from shouwen.policy.working_time import WorkingTime

WORKING_DAY = 8 * 3600
# Of working days; an urgent one counts every hour.
PLAIN_ANSWER, GRAVE_ANSWER, INTERIM = 3 * WORKING_DAY, 5 * WORKING_DAY, 2 * WORKING_DAY
RESPONSE = timedelta(minutes=60)
URGENT_ANSWER = timedelta(hours=24)
# The customer may say no once; the second no goes to a supervisor, whose word ends it.
LAST_ROUND = 3
# A complaint on the same card or after an earlier one within so long is a repeated one.
REPEATED_WITHIN = timedelta(days=180)


class Kind(StrEnum):
    ATTITUDE = "attitude"
    SLOW = "slow"
    QUALITY = "quality"
    RESULT = "result"
    CHARGE = "charge"
    SECURITY = "security"
    OTHER = "other"


class Grade(StrEnum):
    """一般, 重大, 紧急."""

    PLAIN = "plain"
    GRAVE = "grave"
    URGENT = "urgent"


class State(StrEnum):
    RECEIVED = "received"
    GRADED = "graded"
    ASSIGNED = "assigned"
    INVESTIGATING = "investigating"
    PROPOSED = "proposed"
    APPROVED = "approved"
    ANSWERED = "answered"
    # The customer said no twice: a supervisor has the last word.
    ESCALATED = "escalated"
    ACCEPTED = "accepted"
    # Ended by the supervisor's word, without the customer's yes.
    CONCLUDED = "concluded"
    # The customer took it back.
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


class Act(StrEnum):
    GRADE = "grade"
    NAME = "name"
    ASSIGN = "assign"
    CONTACT = "contact"
    WORD = "word"
    NOTE = "note"
    PROPOSE = "propose"
    DECIDE = "decide"
    ANSWER = "answer"
    ACCEPT = "accept"
    REJECT = "reject"
    CONCLUDE = "conclude"
    CORRECT = "correct"
    ARCHIVE = "archive"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


class Verdict(StrEnum):
    """What the investigation says of the complaint."""

    UPHELD = "upheld"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"


class Because(StrEnum):
    """How somebody came to be one who is complained of."""

    CHOSEN = "chosen"
    NAMED = "named"
    FIRST_CONTACT = "first_contact"
    HANDLER = "handler"
    SUPERVISOR = "supervisor"


SETTLED = frozenset({State.ACCEPTED, State.CONCLUDED, State.WITHDRAWN})
ENDED = SETTLED | {State.ARCHIVED}
OPEN = frozenset(State) - ENDED
_BEFORE_ANSWER = frozenset(
    {State.RECEIVED, State.GRADED, State.ASSIGNED, State.INVESTIGATING, State.PROPOSED, State.APPROVED}
)

WHEN: dict[Act, frozenset[State]] = {
    Act.GRADE: _BEFORE_ANSWER,
    Act.NAME: OPEN,
    Act.ASSIGN: frozenset({State.GRADED, State.ASSIGNED, State.INVESTIGATING}),
    Act.CONTACT: _BEFORE_ANSWER,
    Act.WORD: OPEN,
    Act.NOTE: frozenset(State) - {State.ARCHIVED},
    Act.PROPOSE: frozenset({State.INVESTIGATING}),
    Act.DECIDE: frozenset({State.PROPOSED}),
    Act.ANSWER: frozenset({State.APPROVED}),
    Act.ACCEPT: frozenset({State.ANSWERED}),
    Act.REJECT: frozenset({State.ANSWERED}),
    Act.CONCLUDE: frozenset({State.ESCALATED}),
    Act.CORRECT: SETTLED,
    Act.ARCHIVE: SETTLED,
    Act.REOPEN: ENDED,
    Act.WITHDRAW: OPEN,
}
_CUSTOMERS = frozenset({Act.WORD, Act.ACCEPT, Act.REJECT, Act.WITHDRAW})
_SUPERVISORS = frozenset({Act.NAME, Act.ASSIGN, Act.DECIDE, Act.CONCLUDE, Act.ARCHIVE})
_HANDLERS = frozenset({Act.PROPOSE, Act.ANSWER, Act.CORRECT})
# Whoever handles it, or a supervisor.
_EITHER = frozenset({Act.ACCEPT, Act.REJECT, Act.WORD, Act.WITHDRAW})
# An auditor stands outside the desk: he may look into what is said of those who lead it.
HANDLER_ROLES = QUALIFIED_ROLES | {Role.AUDITOR}


@dataclass(frozen=True)
class Bond:
    """What ties people to one complaint now. `directors`: somebody who leads the desk and is not complained of."""

    handler: int | None = None
    proposed_by: int | None = None
    accused: frozenset[int] = frozenset()
    directors: bool = True
    corrected: bool = False

    def supervises(self, actor: Actor) -> bool:
        """A director who is not complained of; when none is left, an administrator stands in."""
        if not actor.is_staff or actor.id in self.accused:
            return False
        return Role.DIRECTOR in actor.roles or (not self.directors and Role.ADMIN in actor.roles)

    def handles(self, actor: Actor) -> bool:
        return actor.is_staff and actor.id is not None and actor.id == self.handler and actor.id not in self.accused


def permit(act: Act, actor: Actor, state: State, bond: Bond) -> None:
    """Raise `Refused` when this actor may not do this act now.

    Codes: `absent` (whoever is complained of is told nothing), `not_your_role`, `not_the_handler`, `not_now`,
    `approves_himself`, `correction_missing`.
    """
    if actor.id is not None and actor.id in bond.accused:
        raise Refused("absent")
    _by_role(act, actor, bond)
    if state not in WHEN[act]:
        raise Refused("not_now", act=act.value, state=state.value)
    if act is Act.DECIDE and actor.id is not None and actor.id in {bond.handler, bond.proposed_by}:
        raise Refused("approves_himself")
    # What was taken back may rest without it.
    if act is Act.ARCHIVE and not bond.corrected and state is not State.WITHDRAWN:
        raise Refused("correction_missing")


def refusal(act: Act, actor: Actor, state: State, bond: Bond) -> Refused | None:
    """Why not, as a value: for a button that is shown only to whom it helps."""
    try:
        permit(act, actor, state, bond)
    except Refused as refused:
        return refused
    return None


def _by_role(act: Act, actor: Actor, bond: Bond) -> None:
    if actor.kind == "system":
        allowed = act is Act.REOPEN
    elif actor.is_customer:
        allowed = act in _CUSTOMERS
    elif act in _SUPERVISORS:
        allowed = bond.supervises(actor)
    elif act in _HANDLERS or act in _EITHER:
        if not (bond.handles(actor) or (act in _EITHER and bond.supervises(actor))):
            raise Refused("not_the_handler", act=act.value)
        allowed = True
    else:
        allowed = act is not Act.REOPEN and (actor.is_qualified or bond.handles(actor) or bond.supervises(actor))
    if not allowed:
        raise Refused("not_your_role", act=act.value)


@dataclass(frozen=True)
class Ties:
    """What is known of those who are complained of: they, who stands in for them or works beside them as deputy, and
    whether one of them leads the desk."""

    accused: frozenset[int]
    deputies: frozenset[int] = frozenset()
    a_director: bool = False


def independent(person: int, roles: Iterable[Role], ties: Ties) -> None:
    """Raise `Refused` with field `handler` when this person may not look into it.

    Codes: `not_qualified`, `is_accused`, `is_deputy_of_accused`, `is_under_the_accused` (somebody who leads the desk is
    complained of: only another of his rank, an administrator or the auditor is not under him).
    """
    held = frozenset(roles)
    if person in ties.accused:
        raise Refused("is_accused", field="handler")
    above = held & {Role.DIRECTOR, Role.AUDITOR, Role.ADMIN}
    if not held & HANDLER_ROLES and not (ties.a_director and Role.ADMIN in held):
        raise Refused("not_qualified", field="handler")
    if person in ties.deputies:
        raise Refused("is_deputy_of_accused", field="handler")
    if ties.a_director and not above:
        raise Refused("is_under_the_accused", field="handler")


def first_grade(kind: Kind, *, repeated: bool = False) -> Grade:
    """The grade until somebody has looked: a breach of secrecy is urgent; what is repeated stands one higher."""
    found = Grade.URGENT if kind is Kind.SECURITY else Grade.PLAIN
    return climbed(found) if repeated else found


def climbed(grade: Grade) -> Grade:
    """One higher; the highest stays."""
    grades = list(Grade)
    return grades[min(grades.index(grade) + 1, len(grades) - 1)]


class Clock(StrEnum):
    RESPONSE = "response"
    INTERIM = "interim"
    ANSWER = "answer"


@dataclass(frozen=True)
class Facts:
    """Instants from which the clocks are replayed. `grades`: since when which, the first at `received`."""

    received: datetime
    grades: Sequence[tuple[datetime, Grade]]
    contacted: datetime | None = None
    # Of the present round: since when it runs, the first word on the way, and the answer.
    round_since: datetime | None = None
    interim: datetime | None = None
    answered: datetime | None = None


@dataclass(frozen=True)
class Reading:
    """A clock at an instant. `breached_at` is the due instant that was passed, and stays."""

    clock: Clock
    starts: datetime
    due_at: datetime
    # Four fifths of the way.
    warn_at: datetime
    state: str
    done_at: datetime | None = None
    breached_at: datetime | None = None


def due(clock: Clock, grade: Grade, start: datetime, days: WorkingTime) -> datetime | None:
    """When a clock of this grade ends; None for a grade that has none. `days` is the calendar of working days."""
    if clock is Clock.RESPONSE:
        return start + RESPONSE
    if clock is Clock.INTERIM:
        return days.add(start, INTERIM) if grade is Grade.GRAVE else None
    if grade is Grade.URGENT:
        return start + URGENT_ANSWER
    return days.add(start, PLAIN_ANSWER if grade is Grade.PLAIN else GRAVE_ANSWER)


def readings(facts: Facts, now: datetime, days: WorkingTime) -> tuple[Reading, ...]:
    """The clocks of the present round at `now`, replayed. A first word on the way is owed by a grave one only.

    A grade counts from the round's start as long as it holds; a sharper one may set a breach before it was given. What
    was breached stays breached. Done at the due instant is in time.
    """
    since = facts.round_since or facts.received
    wanted = (
        (Clock.RESPONSE, facts.received, facts.contacted),
        (Clock.INTERIM, since, facts.interim or facts.answered),
        (Clock.ANSWER, since, facts.answered),
    )
    found = (_reading(clock, start, facts.grades, done, now, days) for clock, start, done in wanted)
    return tuple(each for each in found if each is not None)


def _reading(
    clock: Clock,
    start: datetime,
    grades: Sequence[tuple[datetime, Grade]],
    done: datetime | None,
    now: datetime,
    days: WorkingTime,
) -> Reading | None:
    end = now if done is None else done
    breached: datetime | None = None
    last: datetime | None = None
    for (_at, grade), until in zip(grades, [at for at, _grade in grades[1:]] + [None], strict=True):
        if until is not None and until <= start:
            continue
        last = due(clock, grade, start, days)
        over = end if until is None else min(until, end)
        if breached is None and last is not None and last < over:
            breached = last
    if last is None and breached is None:
        return None
    shown = breached or last
    if shown is None:
        return None
    state = "breached" if breached else "met" if done is not None else "running"
    return Reading(clock, start, shown, start + (shown - start) * 4 / 5, state, done, breached)


def next_due(found: Iterable[Reading]) -> datetime | None:
    """The earliest end of what still runs, late ones too; None when nothing is owed."""
    return min((each.due_at for each in found if each.done_at is None), default=None)
