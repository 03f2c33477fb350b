"""What follows an event of a card: it is written down for every endpoint that listens for it."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from shouwen.apps.ledger.models import Event
from shouwen.apps.outbox.signing import delivery_key
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.webhooks.actions.sending import put
from shouwen.apps.webhooks.models import Endpoint

# What could not be sent for so long is dropped; its endpoint's keeper may still send it by hand.
FRESH = timedelta(days=3)


def _build_listening(ticket: int) -> QuerySet[Endpoint]:
    theirs = Ticket.objects.filter(pk=ticket).values("hospital")
    rows = Endpoint.objects.filter(off="", removed_at=None).filter(Q(hospital=None) | Q(hospital__in=theirs))
    return rows.order_by("pk")


_LISTENING = Prepared(_build_listening)


def call(event: Event) -> None:
    """In the act's own transaction. One query when nobody listens."""
    for endpoint in _LISTENING.ask(ticket=event.subject_id):
        if event.code in endpoint.kinds:
            key = delivery_key(endpoint.pk, event.pk)
            put(endpoint, key, event.code, event.pk, at=event.at, not_after=event.at + FRESH)
