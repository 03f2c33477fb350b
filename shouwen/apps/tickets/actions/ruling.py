"""缺陷认定: the centre proposes, development decides, the hospital may appeal, the director is final.

Work waits for none of it. Each new cause gives a new verdict; what a defect of ours had taken comes back by itself.
"""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import lock
from shouwen.apps.tickets.actions.archive import add_revision
from shouwen.apps.tickets.actions.classification import judge_again
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Ruling, RulingStep, Ticket
from shouwen.policy.coverage import Cause
from shouwen.policy.lifecycle import State
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor
from shouwen.policy.ruling import DEFECTS, RulingState, Standing, Step, due, permit, warn_at
from shouwen.policy.setting import APPEAL, FINAL, RULING_DAYS


@dataclass(frozen=True)
class Evidence:
    """How it is reproduced, what it contradicts (a clause of the specification, the manual, a standard), and the
    version in which it is so."""

    reproduction: str
    clause: str
    version: str


@act
def propose_ruling(actor: Actor, number: str, cause: str, evidence: Evidence, words: str, *, at: datetime) -> Ruling:
    """Propose a cause, with evidence. Nothing waits for the answer, which is due in so many days.

    Refused: `absent`, `not_your_role`, `ruling.open`, `ruling.final`; with `field`: `unknown_choice`, `text_missing`,
    `text_too_long`.
    """
    ticket = lock(actor, number)
    permit(Step.PROPOSE, actor, standing_of(newest(ticket)), at)
    proposed = _cause(cause)
    due_at = due(at, value(RULING_DAYS, at))
    ruling = Ruling.objects.create(
        ticket=ticket,
        state=RulingState.PROPOSED,
        cause=proposed,
        reproduction=masked_text(evidence.reproduction, "reproduction").text,
        clause=masked_text(evidence.clause, "clause", limit=300).text,
        version=checked_text(evidence.version, "version", limit=40),
        by_id=actor.person,
        at=at,
        due_at=due_at,
        next_step_at=warn_at(at, due_at),
    )
    _step(ruling, Step.PROPOSE, actor, at, masked_text(words, "words", required=False).text)
    facts = {"ruling": ruling.pk, "cause": proposed.value, "due": due_at.isoformat()}
    events.record(ticket, events.Code.RULING_PROPOSED, actor, at, **facts)
    return _touched(ticket, ruling, at)


@act
def withdraw_ruling(actor: Actor, number: str, words: str, *, at: datetime) -> Ruling:
    """The proposal is taken back before development has decided, with the reason.

    Refused: `absent`, `not_your_role`, `ruling.none`, `ruling.not_now`; with `field`: `text_missing`.
    """
    ticket, ruling = _locked(actor, number, Step.WITHDRAW, at)
    _go(ruling, RulingState.WITHDRAWN)
    _step(ruling, Step.WITHDRAW, actor, at, masked_text(words, "words").text)
    events.record(ticket, events.Code.RULING_WITHDRAWN, actor, at, ruling=ruling.pk)
    return _touched(ticket, ruling, at)


@act
def decide_ruling(actor: Actor, number: str, cause: str, words: str, *, at: datetime) -> Ruling:
    """Development's word, with the reason that the hospital reads; unless it is in its favour it may appeal for so many
    days.

    Refused: `absent`, `not_your_role`, `ruling.none`, `ruling.not_now`, `ruling.own`; with `field`: `unknown_choice`,
    `text_missing`.
    """
    ticket, ruling = _locked(actor, number, Step.DECIDE, at)
    decided = _cause(cause)
    said = masked_text(words, "words").text
    _go(ruling, RulingState.DECIDED)
    ruling.cause, ruling.decider_id = decided, actor.person
    ruling.appeal_until = None if decided in DEFECTS else due(at, value(APPEAL, at))
    _step(ruling, Step.DECIDE, actor, at, said)
    until = ruling.appeal_until.isoformat() if ruling.appeal_until else ""
    events.record(ticket, events.Code.RULED, actor, at, ruling=ruling.pk, cause=decided.value, until=until)
    _follow(ticket, decided, actor, said, at)
    return _touched(ticket, ruling, at)


@act
def appeal_ruling(actor: Actor, number: str, words: str, *, at: datetime) -> Ruling:
    """The hospital does not agree; the director's word is due in so many days.

    Refused: `absent`, `not_your_role`, `ruling.none`, `ruling.not_now`, `ruling.in_your_favour`, `ruling.appeal_over`;
    with `field`: `text_missing`.
    """
    ticket, ruling = _locked(actor, number, Step.APPEAL, at)
    _go(ruling, RulingState.APPEALED)
    ruling.due_at = due(at, value(FINAL, at))
    ruling.next_step_at = warn_at(at, ruling.due_at)
    _step(ruling, Step.APPEAL, actor, at, masked_text(words, "words").text)
    due_at = ruling.due_at.isoformat()
    events.record(ticket, events.Code.RULING_APPEALED, actor, at, ruling=ruling.pk, due=due_at)
    return _touched(ticket, ruling, at)


@act
def finalise_ruling(actor: Actor, number: str, cause: str, words: str, *, at: datetime) -> Ruling:
    """The director's word is the last, with its reason.

    Refused: `absent`, `not_your_role`, `ruling.none`, `ruling.not_now`, `ruling.own`; with `field`: `unknown_choice`,
    `text_missing`.
    """
    ticket, ruling = _locked(actor, number, Step.FINALISE, at)
    decided = _cause(cause)
    said = masked_text(words, "words").text
    _go(ruling, RulingState.FINAL)
    ruling.cause = decided
    _step(ruling, Step.FINALISE, actor, at, said)
    events.record(ticket, events.Code.RULING_FINAL, actor, at, ruling=ruling.pk, cause=decided.value)
    _follow(ticket, decided, actor, said, at)
    return _touched(ticket, ruling, at)


@act
def tell_ruling(ruling_id: int, *, at: datetime) -> bool:
    """What time brings about: the word that is awaited is due soon, or is late. False when it has moved on."""
    ticket_id = Ruling.objects.values_list("ticket_id", flat=True).get(pk=ruling_id)
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    ruling = Ruling.objects.get(pk=ruling_id)
    if ruling.next_step_at is None or ruling.next_step_at > at or ruling.due_at is None:
        return False
    at = max(at, ticket.changed_at)
    late = ruling.due_at <= at
    code = events.Code.RULING_LATE if late else events.Code.RULING_WARNED
    events.record(ticket, code, SYSTEM, at, ruling=ruling.pk, due=ruling.due_at.isoformat(), state=ruling.state)
    ruling.next_step_at = None if late else ruling.due_at
    if late:
        ruling.missed_at = ruling.due_at
    _touched(ticket, ruling, at)
    return True


def due_rulings(now: datetime, limit: int = 100) -> list[int]:
    """Rulings whose next instant has come, by index."""
    rows = Ruling.objects.filter(next_step_at__lte=now).order_by("next_step_at", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def newest(ticket: Ticket) -> Ruling | None:
    """The ruling that counts: the last that was not taken back."""
    return Ruling.objects.filter(ticket=ticket).exclude(state=RulingState.WITHDRAWN).last()


def standing_of(ruling: Ruling | None) -> Standing | None:
    """A ruling as the policy asks about it."""
    if ruling is None:
        return None
    return Standing(RulingState(ruling.state), ruling.by_id, ruling.decider_id, ruling.appeal_until, ruling.cause)


def _locked(actor: Actor, number: str, step: Step, at: datetime) -> tuple[Ticket, Ruling]:
    ticket = lock(actor, number)
    ruling = newest(ticket)
    permit(step, actor, standing_of(ruling), at)
    if ruling is None:
        raise Refused("ruling.none")
    return ticket, ruling


def _cause(code: str) -> Cause:
    if code not in set(Cause) - {Cause.UNKNOWN}:
        raise Refused("unknown_choice", field="cause")
    return Cause(code)


def _go(ruling: Ruling, state: RulingState) -> None:
    """Nobody's word is awaited any more, until the step says so."""
    ruling.state, ruling.due_at, ruling.next_step_at = state, None, None


def _step(ruling: Ruling, step: Step, actor: Actor, at: datetime, words: str) -> None:
    RulingStep.objects.create(
        ruling=ruling, ticket_id=ruling.ticket_id, step=step, by_id=actor.person, at=at, cause=ruling.cause, words=words
    )


def _follow(ticket: Ticket, cause: Cause, actor: Actor, words: str, at: datetime) -> None:
    """The card's cause is what was ruled: it is judged again, and an archived record says so too."""
    if ticket.cause == cause:
        return
    ticket.cause = cause
    judge_again(ticket, actor, at)
    if ticket.state == State.ARCHIVED:
        add_revision(ticket, actor, words, at)


def _touched(ticket: Ticket, ruling: Ruling, at: datetime) -> Ruling:
    ruling.save()
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at", "cause"])
    return ruling
