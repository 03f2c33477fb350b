"""A card that ends takes its sessions and authorisations with it; who is sent from the card answers a proposal."""

from shouwen.apps.ledger.models import Event
from shouwen.apps.remote.ending import cancel_open, cut_off
from shouwen.apps.remote.models import OnsiteClock, RemoteSession
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.remote import Because
from shouwen.policy.roles import SYSTEM


def card_ended(event: Event) -> None:
    ticket = Ticket.objects.get(pk=event.subject_id)
    for session in RemoteSession.objects.filter(ticket=ticket, ended_at=None).order_by("pk"):
        cut_off(ticket, session, SYSTEM, Because.CARD_ENDED, event.at)
    cancel_open(ticket, SYSTEM, event.at)
    waiting = [OnsiteClock.State.RUNNING, OnsiteClock.State.PROPOSED]
    OnsiteClock.objects.filter(ticket=ticket, state__in=waiting).update(state=OnsiteClock.State.DROPPED)


def sent(event: Event) -> None:
    """Somebody was sent, by whichever act: the proposal is answered."""
    proposed = OnsiteClock.objects.filter(ticket=event.subject_id, state=OnsiteClock.State.PROPOSED)
    proposed.update(state=OnsiteClock.State.SENT, answered_at=event.at, answered_by=event.actor_id)
