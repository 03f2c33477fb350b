"""催办 and 申诉: to press for a card, and to disagree with its grade."""

from datetime import datetime, timedelta

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.queries import qualified
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Chase, Dispute, Ticket
from shouwen.policy.lifecycle import ENDED, Act
from shouwen.policy.promise import Promise
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.severity import Kind


@act
def chase(actor: Actor, number: str, words: str, *, at: datetime) -> Chase:
    """Press for an answer; it is due as soon as a first response would be (clause chase.answer).

    Refused: `absent`, `not_your_role`, `not_now`, `chase_open` (one at a time); with `field`: `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.CHASE)
    if ticket.chases.filter(answered_at=None).exists():
        raise Refused("chase_open")
    target = Promise.from_json(ticket.promise).response_target(Kind(ticket.kind), ticket.grade)
    row = Chase.objects.create(
        ticket=ticket,
        by_id=actor.person,
        words=masked_text(words, "words", limit=500, required=False).text,
        at=at,
        due_at=at + timedelta(minutes=target.minutes),
    )
    events.record(ticket, events.Code.CHASED, actor, at, chase=row.pk, due=row.due_at.isoformat())
    clocks.settle(ticket, at)
    ticket.save()
    return row


def heard_from(ticket: Ticket, actor: Actor, at: datetime) -> None:
    """The hospital has heard from this person: if he is qualified, that is the response, once, and answers every chase.

    A reply, the words of a hold, a remedy, a follow-up that reached somebody (clause response.qualified).
    """
    if not actor.is_qualified:
        return
    if ticket.responded_at is None:
        ticket.responded_at = at
        events.fact(ticket, "responded", actor, at)
        events.record(ticket, events.Code.RESPONDED, actor, at)
    _answer_chases(ticket, actor, actor.id, at)


def stands_there(ticket: Ticket, engineer_id: int, actor: Actor, at: datetime) -> None:
    """Who stands before the hospital has reached it: the response, if there was none, and the answer to every chase.

    Whoever writes it down, it is a qualified person who came; on a card that has ended nobody waits for either
    (clauses response.qualified, chase.answer).
    """
    if ticket.state in ENDED or qualified(engineer_id) is None:
        return
    if ticket.responded_at is None:
        ticket.responded_at = at
        events.fact(ticket, "responded", actor, at)
        events.record(ticket, events.Code.RESPONDED, actor, at, engineer=engineer_id)
    _answer_chases(ticket, actor, engineer_id, at, engineer=engineer_id)


def _answer_chases(ticket: Ticket, actor: Actor, person_id: int | None, at: datetime, **facts: int) -> None:
    for row in clocks.live_chases(ticket):
        if row.answered_at is not None:
            continue
        row.answered_at, row.answered_by_id = at, person_id
        row.save(update_fields=["answered_at", "answered_by"])
        events.record(ticket, events.Code.CHASE_ANSWERED, actor, at, chase=row.pk, late=at > row.due_at, **facts)


@act
def dispute(actor: Actor, number: str, words: str, *, at: datetime) -> Dispute:
    """The hospital disagrees with the grade (clause grade.dispute). One open dispute at a time.

    Refused: `absent`, `not_your_role`, `not_now`, `dispute_open`; with `field`: `text_missing`, `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.DISPUTE)
    if ticket.disputes.filter(answered_at=None).exists():
        raise Refused("dispute_open")
    row = Dispute.objects.create(
        ticket=ticket, by_id=actor.person, words=masked_text(words, "words", limit=500).text, at=at
    )
    events.record(ticket, events.Code.DISPUTED, actor, at, dispute=row.pk, grade=ticket.grade)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    return row


@act
def settle(actor: Actor, number: str, upheld: str, answer: str, *, at: datetime) -> Dispute:
    """Answer a dispute; when it is upheld the card is classified again, by its own act.

    Refused: `absent`, `not_your_role`, `not_now`, `not_the_first_contact`, `no_dispute`; with `field`:
    `unknown_choice`, `text_missing`, `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.SETTLE)
    row = ticket.disputes.filter(answered_at=None).first()
    if row is None:
        raise Refused("no_dispute")
    if upheld not in {"yes", "no"}:
        raise Refused("unknown_choice", field="upheld")
    row.upheld, row.answered_by_id, row.answered_at = upheld == "yes", actor.person, at
    row.answer = masked_text(answer, "answer", limit=500).text
    row.save()
    events.record(ticket, events.Code.DISPUTE_SETTLED, actor, at, dispute=row.pk, upheld=row.upheld)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    return row
