"""A card passes on because somebody leaves: handling, an offer, a journey, and the word of the first contact."""

from datetime import datetime, timedelta

from django.conf import settings

from shouwen.apps.people.models import User
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import bond
from shouwen.apps.tickets.actions.offer import open_offer
from shouwen.apps.tickets.models import Offer, Substitution, Ticket
from shouwen.policy.roles import Actor, Level


def pass_on(ticket_id: int, actor: Actor, leaver: int, successor: User, because: str, *, at: datetime) -> None:
    """Give whatever the leaver has in this card to the successor. Part of `departures.leave`, in its transaction.

    The first contact's name stays (clause first_contact.substitution).
    """
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    _handling(ticket, actor, leaver, successor, at)
    _offered(ticket, actor, leaver, successor, at)
    told = bond(ticket)
    if leaver == (told.substitute or told.first_contact):
        Substitution.objects.create(ticket=ticket, substitute=successor, by_id=actor.person, at=at, reason=because)
        events.record(ticket, events.Code.SUBSTITUTED, actor, at, substitute=successor.pk, leaving=leaver)
    ticket.changed_at = at
    ticket.save(update_fields=["handler", "handler_since", "changed_at"])


def _handling(ticket: Ticket, actor: Actor, leaver: int, successor: User, at: datetime) -> None:
    facts: dict[str, object] = {}
    if ticket.handler_id == leaver:
        ticket.handler_id, ticket.handler_since = successor.pk, at
        facts["handler"] = successor.pk
    journey = ticket.journeys.filter(arrived_at=None, engineer=leaver).first()
    if journey is not None:
        journey.engineer = successor
        journey.save(update_fields=["engineer"])
        facts["journey"] = journey.pk
    if facts:
        events.record(ticket, events.Code.PASSED_ON, actor, at, leaving=leaver, person=successor.pk, **facts)


def _offered(ticket: Ticket, actor: Actor, leaver: int, successor: User, at: datetime) -> None:
    """An offer to the leaver is taken back and made to the successor, who may still decline it."""
    row = open_offer(ticket)
    if row is None or row.to_id != leaver:
        return
    row.answer, row.answered_at = Offer.Answer.WITHDRAWN, at
    row.save(update_fields=["answer", "answered_at"])
    events.record(ticket, events.Code.OFFER_WITHDRAWN, actor, at, offer=row.pk)
    if successor.pk in {ticket.handler_id, row.by_id}:
        return
    new = Offer.objects.create(
        ticket=ticket,
        by_id=row.by_id,
        to=successor,
        from_level=row.from_level,
        to_level=successor.level or Level.SERVICE_CENTRE,
        reason=row.reason,
        at=at,
        expires_at=at + timedelta(minutes=settings.OFFER_MINUTES),
    )
    facts = {"from_level": new.from_level, "to_level": new.to_level, "until": new.expires_at.isoformat()}
    events.record(ticket, events.Code.OFFERED, actor, at, offer=new.pk, to=successor.pk, **facts)
