"""转派: handling is offered to a named person, up, down or across; unanswered it comes back."""

from datetime import datetime, timedelta

from django.conf import settings

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import away, qualified
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import find, lock_for
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Offer, Ticket
from shouwen.policy.lifecycle import OPEN, Act, State
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor, Level
from shouwen.policy.stand_in import stand_in


@act
def offer(actor: Actor, number: str, receiver_id: int, reason: str, *, at: datetime) -> Offer:
    """Offer handling to a named person (clause handover.offer). The handler stays who he is until it is accepted.

    What is offered to somebody who is out of office goes to who stands in for him.
    Refused: `absent`, `not_your_role`, `not_now`, `not_the_handler`, `offer_open`; with `field`: `absent`,
    `is_out`, `is_the_handler`, `text_missing`, `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.OFFER)
    receiver, instead_of = _receiver(receiver_id, at)
    if receiver.pk == ticket.handler_id:
        raise Refused("is_the_handler", field="receiver")
    if open_offer(ticket):
        raise Refused("offer_open")
    row = Offer.objects.create(
        ticket=ticket,
        by_id=actor.person,
        to=receiver,
        from_level=ticket.level,
        to_level=receiver.level or Level.SERVICE_CENTRE,
        reason=masked_text(reason, "reason", limit=500).text,
        at=at,
        expires_at=at + timedelta(minutes=settings.OFFER_MINUTES),
    )
    events.record(
        ticket,
        events.Code.OFFERED,
        actor,
        at,
        offer=row.pk,
        to=receiver.pk,
        from_level=row.from_level,
        to_level=row.to_level,
        until=row.expires_at.isoformat(),
        **instead_of,
    )
    _touch(ticket, at)
    return row


def _receiver(wanted: int, at: datetime) -> tuple[User, dict[str, int]]:
    """The person to whom the offer really goes, and, when he stands in, for whom."""
    named = qualified(wanted)
    if named is None:
        raise Refused("absent", field="receiver")
    there = stand_in(named.pk, away(at))
    if there == named.pk:
        return named, {}
    substitute = qualified(there) if there is not None else None
    if substitute is None:
        raise Refused("is_out", field="receiver")
    return substitute, {"instead_of": named.pk}


@act
def accept(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """Take what was offered to me; the level follows. Refused: `absent`, `no_offer`, `offer_lapsed`, `not_now`."""
    ticket, row = _mine(actor, number)
    if at >= row.expires_at:
        raise Refused("offer_lapsed")
    _answer(row, Offer.Answer.ACCEPTED, at)
    into_hands(ticket, actor, at)
    clocks.stand(ticket, Level(row.to_level), at)
    if ticket.state == State.ACCEPTED:
        ticket.state = State.WORKING
    events.record(ticket, events.Code.OFFER_ACCEPTED, actor, at, offer=row.pk, level=ticket.level)
    clocks.settle(ticket, at)
    ticket.save()
    return ticket


@act
def decline(actor: Actor, number: str, words: str, *, at: datetime) -> Offer:
    """Give it back, with the reason. Refused: `absent`, `no_offer`; with `field`: `text_missing`, `text_too_long`."""
    ticket, row = _mine(actor, number)
    row.words = masked_text(words, "words", limit=500).text
    _answer(row, Offer.Answer.DECLINED, at)
    events.record(ticket, events.Code.OFFER_DECLINED, actor, at, offer=row.pk, by=row.by_id)
    _touch(ticket, at)
    return row


@act
def withdraw_offer(actor: Actor, number: str, *, at: datetime) -> Offer:
    """Take an offer back before it is answered. Refused: `absent`, `not_your_role`, `no_offer`, `not_the_handler`."""
    found = find(actor, number)
    # A hospital is not told who offers what to whom.
    if not actor.is_staff:
        raise Refused("not_your_role", act="offer")
    ticket = Ticket.objects.select_for_update().get(pk=found.pk)
    row = open_offer(ticket)
    if row is None:
        raise Refused("no_offer")
    if row.by_id != actor.id:
        raise Refused("not_the_handler")
    _answer(row, Offer.Answer.WITHDRAWN, at)
    events.record(ticket, events.Code.OFFER_WITHDRAWN, actor, at, offer=row.pk)
    _touch(ticket, at)
    return row


@act
def lapse(offer_id: int, *, at: datetime) -> bool:
    """An offer that nobody answered comes back by itself. False when it was answered meanwhile."""
    found = Offer.objects.filter(pk=offer_id).first()
    ticket = Ticket.objects.select_for_update().filter(pk=found.ticket_id).first() if found else None
    row = open_offer(ticket) if ticket else None
    if ticket is None or row is None or row.pk != offer_id or at < row.expires_at:
        return False
    _answer(row, Offer.Answer.LAPSED, at)
    events.record(ticket, events.Code.OFFER_LAPSED, SYSTEM, at, offer=row.pk, to=row.to_id, by=row.by_id)
    _touch(ticket, at)
    return True


def into_hands(ticket: Ticket, actor: Actor, at: datetime) -> timedelta:
    """The card is in this person's hands from now on; how long it was in nobody's before, zero if somebody had it."""
    idle = at - ticket.accepted_at if ticket.handler_id is None and ticket.nobody_for is None else timedelta()
    ticket.nobody_for = ticket.nobody_for if ticket.nobody_for is not None else idle
    ticket.handler_id, ticket.handler_since, ticket.waits_since = actor.person, at, None
    return idle


def take_back_offer(ticket: Ticket, at: datetime) -> None:
    """An offer of somebody who has been relieved is his no longer."""
    row = open_offer(ticket)
    if row is not None:
        _answer(row, Offer.Answer.WITHDRAWN, at)
        events.record(ticket, events.Code.OFFER_WITHDRAWN, SYSTEM, at, offer=row.pk)


def open_offer(ticket: Ticket) -> Offer | None:
    """The offer that waits for an answer, if there is one."""
    return Offer.objects.filter(ticket=ticket, answer=Offer.Answer.OPEN).select_related("to", "by").first()


def lapsed_offers(now: datetime, limit: int = 100) -> list[int]:
    """Offers whose time is over, oldest first; by index."""
    rows = Offer.objects.filter(answer=Offer.Answer.OPEN, expires_at__lte=now).order_by("expires_at", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _mine(actor: Actor, number: str) -> tuple[Ticket, Offer]:
    offered = Offer.objects.filter(ticket__number=number, to=actor.id, answer=Offer.Answer.OPEN).first()
    if offered is None:
        # What he may see he is told of; what he may not see is absent.
        find(actor, number)
        raise Refused("no_offer")
    ticket = Ticket.objects.select_for_update().get(pk=offered.ticket_id)
    waiting = open_offer(ticket)
    if waiting is None or waiting.to_id != actor.id:
        raise Refused("no_offer")
    if ticket.state not in OPEN:
        raise Refused("not_now", state=ticket.state)
    return ticket, waiting


def _answer(row: Offer, answer: str, at: datetime) -> None:
    row.answer, row.answered_at = answer, at
    row.save(update_fields=["answer", "answered_at", "words"])


def _touch(ticket: Ticket, at: datetime) -> None:
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
