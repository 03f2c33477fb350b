"""What follows an event of a card: notices, and letters for those who want them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shouwen.apps.complaints.models import Complaint
from shouwen.apps.customers.models import Hospital
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.groups import tell_groups
from shouwen.apps.notices.kinds import ALWAYS, MAILED, Kind, kind_of, mailed_to
from shouwen.apps.notices.models import Notice, Preference
from shouwen.apps.notices.recipients import recipients
from shouwen.apps.notices.sending import LETTER, TEXT, Telling, send_out
from shouwen.apps.notices.texts import is_texted
from shouwen.apps.people.models import User
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.models import Ticket
from shouwen.policy import severity
from shouwen.policy.roles import Role

# A letter that could not be sent for so long says nothing that the card does not say better.
FRESH = timedelta(hours=24)
FRESH_DEADLINE = timedelta(hours=4)
DEADLINES = frozenset({Kind.DEADLINE_50, Kind.DEADLINE_80, Kind.DEADLINE_100})


_TICKET = Prepared(lambda pk: Ticket.objects.select_related("hospital", "contact").filter(pk=pk))
_CHOSEN = Prepared(
    lambda kind, people: Preference.objects.filter(kind=kind, person__in=people).values_list(
        "person", "email", "shown", "sms"
    )
)


def tell(event: Event) -> None:
    """Write a notice for everyone whom this event concerns, as he wants it, in the act's own transaction.

    Of grades 1 and 2 and of complaints everybody is told, whatever he has chosen. What passes on because somebody
    left comes in a crowd, and without letters.
    """
    kind = kind_of(event)
    if kind is None:
        return
    [ticket] = _TICKET.ask(pk=event.subject_id)
    grave = ticket.grade <= 2 or ticket.kind == severity.Kind.COMPLAINT
    tell_people(kind, event, recipients(kind, ticket, event), grave=grave, ticket=ticket)


def tell_people(
    kind: Kind,
    event: Event,
    people: Sequence[User],
    *,
    grave: bool = False,
    ticket: Ticket | None = None,
    hospital: Hospital | None = None,
    complaint: Complaint | None = None,
) -> None:
    """A notice, a letter, both or neither for each, as he chose; of what is grave always both."""
    rows = _CHOSEN.ask(kind=kind.value, people=[person.pk for person in people])
    chosen = {person: (email, shown, text) for person, email, shown, text in rows}
    told = []
    grade = ticket.grade if ticket is not None else None
    leaving: list[tuple[User, str]] = []
    for person in people:
        email, shown, text = chosen.get(person.pk, (mailed_to(kind, _roles(person)), True, False))
        mailed = (email or (grave and kind in ALWAYS & MAILED)) and bool(person.email) and not event.data.get("leaving")
        shown = shown or grave or kind in ALWAYS
        if shown or mailed:
            read_at = None if shown else event.at
            about = {"event": event, "ticket": ticket, "hospital": hospital, "complaint": complaint}
            told.append(Notice(person=person, kind=kind, at=event.at, read_at=read_at, **about))
        if mailed:
            leaving.append((person, LETTER))
        if is_texted(kind, person, wanted=text):
            leaving.append((person, TEXT))
    send_out(Telling(kind, event, ticket, grade, _not_after(kind, event)), leaving)
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    tell_groups(kind, event, ticket)


def _roles(person: User) -> list[Role]:
    return [Role(grant.role) for grant in person.grants.all()]


def _not_after(kind: Kind, event: Event) -> datetime:
    """Counted from the instant that it tells of: what is found late is not worth a letter."""
    if kind in DEADLINES:
        return datetime.fromisoformat(event.data["due"]) + FRESH_DEADLINE
    return event.at + FRESH
