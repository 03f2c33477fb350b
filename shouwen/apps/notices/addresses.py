"""To whom a letter was to go: his name, the kind of notice, and his address with most of it covered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shouwen.apps.notices.models import Notice
from shouwen.apps.outbox.models import Delivery


@dataclass(frozen=True)
class Addressee:
    name: str
    address: str
    kind: str
    # Of the card, "" when it was about something else.
    number: str


def addressees(deliveries: Sequence[Delivery]) -> Mapping[int, Addressee]:
    """By delivery; one that is no notice, or whose notice is gone, has none. One query."""
    wanted = {(each.payload.get("event"), each.payload.get("person")): each.pk for each in deliveries}
    events = [event for event, _person in wanted if isinstance(event, int)]
    found = {}
    for notice in Notice.objects.filter(event__in=events).select_related("person", "ticket"):
        delivery = wanted.get((notice.event_id, notice.person_id))
        if delivery is not None:
            person = notice.person
            found[delivery] = Addressee(
                person.name, masked(person.email), notice.kind, notice.ticket.number if notice.ticket else ""
            )
    return found


def masked(address: str) -> str:
    """`z***@vendor.example`: enough to know which one is meant."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}" if at else ""
