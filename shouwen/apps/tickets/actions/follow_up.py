"""回访: the first contact's word with the customer; and what follows when it is not solved."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.chase import heard_from
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import FollowUp, Substitution, Ticket
from shouwen.policy.lifecycle import Act, FollowUpResult, Outcome, State
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import QUALIFIED_ROLES, Actor


class Method(StrEnum):
    PHONE = "phone"
    ONSITE = "onsite"
    CHAT = "chat"
    PORTAL = "portal"


@act
def follow_up(actor: Actor, number: str, result: str, words: str, method: str, *, at: datetime) -> FollowUp:
    """The first contact asks the customer whether it is solved (clause first_contact.word).

    `not_solved` reopens the card. `unreached` is kept, and is not a yes.
    Refused: `absent`, `not_your_role`, `not_now`, `not_the_first_contact`; with `field`: `unknown_choice`,
    `text_missing` (when it is not solved), `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.FOLLOW_UP)
    if result not in set(FollowUpResult):
        raise Refused("unknown_choice", field="result")
    if method not in set(Method):
        raise Refused("unknown_choice", field="method")
    said = masked_text(words, "words", required=result == FollowUpResult.NOT_SOLVED).text
    word = FollowUp.objects.create(ticket=ticket, by_id=actor.person, at=at, method=method, result=result, words=said)
    events.record(ticket, events.Code.FOLLOWED_UP, actor, at, follow_up=word.pk, result=result, method=method)
    ticket.tried_at = ticket.tried_at or at
    if result != FollowUpResult.UNREACHED:
        heard_from(ticket, actor, at)
    if result == FollowUpResult.SOLVED:
        ticket.state = State.FOLLOWED_UP
    elif result == FollowUpResult.NOT_SOLVED:
        _open_again(ticket, actor, said, at)
    clocks.settle(ticket, at)
    ticket.save()
    return word


@act
def confirm(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """The hospital says that it is solved, in its own hand: worth as much for closing as if the first contact had
    heard it (clause first_contact.word). He is told, and the card may be closed on it.

    Refused: `absent`, `not_your_role`, `not_now`, `already_confirmed`.
    """
    ticket = lock_for(actor, number, Act.CONFIRM)
    if ticket.confirmed_at is not None:
        raise Refused("already_confirmed")
    ticket.confirmed_at, ticket.confirmed_by_id = at, actor.person
    ticket.tried_at = ticket.tried_at or at
    ticket.changed_at = at
    ticket.save(update_fields=["confirmed_at", "confirmed_by", "tried_at", "changed_at"])
    events.record(ticket, events.Code.CONFIRMED, actor, at)
    return ticket


@act
def reopen(actor: Actor, number: str, words: str, *, at: datetime) -> Ticket:
    """The customer, or we, say that it is not solved: resolution runs on (clause resolution.reopened).

    A closed card is reopened within its window; what ended outside the rates is not (report it anew).
    Refused: `absent`, `not_your_role`, `not_now`, `window_over`; with `field`: `text_missing`, `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.REOPEN)
    if ticket.state == State.CLOSED:
        _undo_closure(ticket, at)
    _open_again(ticket, actor, masked_text(words, "words", limit=500).text, at)
    clocks.settle(ticket, at)
    ticket.save()
    return ticket


@act
def substitute(actor: Actor, number: str, substitute_id: int, reason: str, *, at: datetime) -> Substitution:
    """Record that another answers in the first contact's place; the first contact's name stays (clause
    first_contact.substitution).

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `absent`, `is_first_contact`, `text_missing`.
    """
    ticket = lock_for(actor, number, Act.SUBSTITUTE)
    qualified = {role.value for role in QUALIFIED_ROLES}
    person = User.objects.filter(
        pk=substitute_id, kind=User.Kind.STAFF, is_active=True, grants__role__in=qualified
    ).first()
    if person is None:
        raise Refused("absent", field="substitute")
    if person.pk == ticket.first_contact_id:
        raise Refused("is_first_contact", field="substitute")
    why = masked_text(reason, "reason", limit=200).text
    row = Substitution.objects.create(ticket=ticket, substitute=person, by_id=actor.person, at=at, reason=why)
    events.record(ticket, events.Code.SUBSTITUTED, actor, at, substitute=person.pk)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    return row


def _undo_closure(ticket: Ticket, at: datetime) -> None:
    if ticket.outcome != Outcome.SOLVED or ticket.archives_at is None or at >= ticket.archives_at:
        raise Refused("window_over")
    ticket.closures.filter(undone_at=None).update(undone_at=at)
    ticket.outcome, ticket.archives_at = "", None


def _open_again(ticket: Ticket, actor: Actor, words: str, at: datetime) -> None:
    ticket.closes_at = ticket.tried_at = ticket.confirmed_at = ticket.confirmed_by_id = None
    events.fact(ticket, "reopened", actor, at, words=words[:500])
    events.record(ticket, events.Code.REOPENED, actor, at)
    ticket.state = State.WORKING if ticket.handler_id else State.ACCEPTED
