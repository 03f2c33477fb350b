"""A notice as a short message: only what must wake somebody, and only where a template is approved for it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from shouwen.apps.channels.sms.gateway import Text, post
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.models import Notice
from shouwen.apps.notices.recipients import may_read
from shouwen.apps.outbox.actions import enqueue
from shouwen.apps.outbox.channels import NoRoute, Withdrawn
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.models import User

CHANNEL = "sms"
# At night nothing else comes this way.
WAKES = frozenset({Kind.PAGED, Kind.DIRECTOR_TOLD})
FRESH = timedelta(minutes=30)


def write_text(kind: Kind, event: Event, person: User) -> None:
    """Beside the notice and the letter, in the act's transaction."""
    if settings.SMS is None or kind not in WAKES or not person.phone or kind.value not in settings.SMS.templates:
        return
    key = f"text-{event.pk}-{person.pk}"
    facts = {"event": event.pk, "person": person.pk, "kind": kind.value}
    enqueue(key, CHANNEL, facts, at=event.at, not_after=event.at + FRESH)


def send(delivery: Delivery) -> None:
    """Send one, for whoever may read the card at that moment. The words are the carrier's: only variables go along."""
    gateway = settings.SMS
    if gateway is None:
        raise NoRoute
    told = Notice.objects.select_related("person", "ticket__hospital")
    notice = told.filter(event=delivery.payload["event"], person=delivery.payload["person"]).first()
    template = gateway.templates.get(delivery.payload["kind"])
    if notice is None or notice.ticket is None or not notice.person.phone or template is None:
        raise Withdrawn("not a reader any more")
    if not may_read(notice.person, notice.ticket):
        raise Withdrawn("not a reader any more")
    ticket = notice.ticket
    variables = {"number": ticket.number, "grade": str(ticket.grade), "hospital": ticket.hospital.short_name}
    post(gateway, Text(notice.person.phone, template, variables), delivery.key, timezone.now())
