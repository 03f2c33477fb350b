"""A card that ends takes its sessions and authorisations with it."""

from shouwen.apps.ledger.models import Event
from shouwen.apps.remote.ending import cancel_open, cut_off
from shouwen.apps.remote.models import RemoteSession
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.remote import Because
from shouwen.policy.roles import SYSTEM


def card_ended(event: Event) -> None:
    ticket = Ticket.objects.get(pk=event.subject_id)
    for session in RemoteSession.objects.filter(ticket=ticket, ended_at=None).order_by("pk"):
        cut_off(ticket, session, SYSTEM, Because.CARD_ENDED, event.at)
    cancel_open(ticket, SYSTEM, event.at)
