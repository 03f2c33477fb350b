"""A notice as a short message: only what must wake somebody, and only where a template is approved for it."""

from django.conf import settings
from django.utils import timezone

from shouwen.apps.channels.sms.gateway import Text, post
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.models import Notice
from shouwen.apps.notices.recipients import may_read
from shouwen.apps.outbox.channels import NoRoute, Withdrawn
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.models import User

CHANNEL = "sms"
# These nobody can turn off; at night nothing else comes this way.
WAKES = frozenset({Kind.PAGED, Kind.DIRECTOR_TOLD})


def offered() -> frozenset[str]:
    """The kinds for which the carrier has approved a template."""
    return frozenset(settings.SMS.templates) if settings.SMS is not None else frozenset()


def is_texted(kind: Kind, person: User, *, wanted: bool) -> bool:
    """Does a short message go to him? What wakes always, anything else when he asked for it."""
    return bool(person.phone) and kind.value in offered() and (wanted or kind in WAKES)


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
