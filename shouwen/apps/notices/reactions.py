"""What follows an event of a card: notices, and letters for those who want them."""

from datetime import datetime, timedelta

from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import MAILED, Kind, kind_of
from shouwen.apps.notices.models import Notice, Preference
from shouwen.apps.notices.recipients import recipients
from shouwen.apps.outbox.actions import enqueue
from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Ticket

CHANNEL = "email"
# A letter that could not be sent for so long says nothing that the card does not say better.
FRESH = timedelta(hours=24)
FRESH_DEADLINE = timedelta(hours=4)
DEADLINES = frozenset({Kind.DEADLINE_50, Kind.DEADLINE_80, Kind.DEADLINE_100})


def tell(event: Event) -> None:
    """Write a notice for everyone whom this event concerns, in the act's own transaction."""
    kind = kind_of(event)
    if kind is None:
        return
    ticket = Ticket.objects.select_related("hospital", "contact").get(pk=event.subject_id)
    people = recipients(kind, ticket, event)
    Notice.objects.bulk_create(
        [Notice(person=person, event=event, ticket=ticket, kind=kind, at=event.at) for person in people],
        ignore_conflicts=True,
    )
    write_letters(kind, event, [person for person in people if person.email])


def write_letters(kind: Kind, event: Event, people: list[User]) -> None:
    """Letters to those who want this kind by mail."""
    if not people:
        return
    chosen = dict(Preference.objects.filter(kind=kind, person__in=people).values_list("person", "email"))
    for person in people:
        if chosen.get(person.pk, kind in MAILED):
            enqueue(
                f"notice-{event.pk}-{person.pk}",
                CHANNEL,
                {"event": event.pk, "person": person.pk},
                at=event.at,
                not_after=_not_after(kind, event),
            )


def _not_after(kind: Kind, event: Event) -> datetime:
    """Counted from the instant that it tells of: what is found late is not worth a letter."""
    if kind in DEADLINES:
        return datetime.fromisoformat(event.data["due"]) + FRESH_DEADLINE
    return event.at + FRESH
