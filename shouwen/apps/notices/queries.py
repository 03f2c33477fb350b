"""A person's notices, and how he wants to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from shouwen.apps.complaints.models import Complaint
from shouwen.apps.customers.models import Hospital
from shouwen.apps.notices.kinds import ALWAYS, FOR_HOSPITAL, FOR_STAFF, Kind, mailed_to
from shouwen.apps.notices.labels import sentence
from shouwen.apps.notices.models import Notice, Outgoing, Preference, QuietHours
from shouwen.apps.notices.quiet import usual_of
from shouwen.apps.notices.texts import WAKES, offered
from shouwen.apps.paging.queries import calls_for
from shouwen.apps.people.models import User
from shouwen.apps.prepared import Prepared, UpTo
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import Actor
from shouwen.policy.telling import Quiet

PAGE = 30
# A bell says no more than "99+".
MOST_UNREAD = 99


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """What this person was told, of cards and complaints that he may still read."""
    known = Complaint.objects.for_actor(actor)
    mine = Notice.objects.filter(Q(complaint=None) | Q(complaint__in=known), person=actor.id)
    if actor.sees_all:
        return mine
    hospitals = Hospital.objects.for_actor(actor)
    about_nobody = Q(ticket=None, hospital=None) | Q(complaint__isnull=False)
    seen = Q(ticket__in=Ticket.objects.for_actor(actor)) | Q(ticket=None, hospital__in=hospitals)
    return mine.filter(seen | about_nobody)


def unread(actor: Actor) -> int:
    """How many are unread, `MOST_UNREAD` + 1 for more than that many. One query."""
    return bell(actor)[0]


def bell(actor: Actor) -> tuple[int, int]:
    """How many are unread, and for how many cards this person is being called now. One query."""
    return _BELL.ask(actor.standing, **actor.reach)[0]


def _build_bell(shape: Actor, **reach: Any) -> QuerySet[User, tuple[int, int]]:
    """One row to hang the counts on: the reader's own."""
    mine = notices_of(shape.reaching(**reach)).filter(read_at=None).values("pk")[: MOST_UNREAD + 1]
    return User.objects.filter(pk=reach["me"]).values_list(UpTo(mine), UpTo(calls_for(reach["me"])))


_BELL = Prepared(_build_bell)


@dataclass(frozen=True)
class Told:
    """A notice with its words."""

    notice: Notice
    words: str


@dataclass(frozen=True)
class Page:
    told: Sequence[Told]
    # The cursor of the next page, "" when this is the last one.
    after: str


def page(actor: Actor, after: str = "", *, size: int = PAGE) -> Page:
    """Newest first. Two queries."""
    rows = (
        notices_of(actor).select_related("event", "ticket__hospital", "hospital", "complaint__hospital").order_by("-pk")
    )
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: size + 1])
    doers = User.objects.in_bulk([n.event.actor_id for n in found[:size] if n.event.actor_id is not None])
    told = [Told(n, sentence(n, _name(doers, n.event.actor_id))) for n in found[:size]]
    return Page(told, str(found[size - 1].pk) if len(found) > size else "")


@dataclass(frozen=True)
class Wish:
    """How a kind comes to a person: by mail, in the product, as a short message; `fixed`: in the product always.

    `text`: "" where no template is approved, "always" for what wakes everybody, else "may".
    """

    kind: Kind
    mailed: bool
    shown: bool
    texted: bool
    fixed: bool
    text: str


def preferences(actor: Actor) -> list[Wish]:
    """Each kind that this person can be told of, and how."""
    rows = Preference.objects.filter(person=actor.id).values_list("kind", "email", "shown", "sms")
    chosen = {kind: (email, shown, sms) for kind, email, shown, sms in rows}
    kinds, texts = FOR_STAFF if actor.is_staff else FOR_HOSPITAL, offered()
    return [
        Wish(
            kind,
            *chosen.get(kind, (mailed_to(kind, actor.roles), True, False)),
            fixed=kind in ALWAYS,
            text="" if kind.value not in texts else "always" if kind in WAKES else "may",
        )
        for kind in kinds
    ]


@dataclass(frozen=True)
class Hours:
    """One's quiet hours: as chosen, or the usual ones of his role; and what waits for him now."""

    quiet: Quiet
    chosen: bool
    waiting: int
    until: datetime | None


def hours_of(person: User) -> Hours:
    """Three queries."""
    row = QuietHours.objects.filter(person=person).first()
    waits = Outgoing.objects.filter(person=person, state=Outgoing.State.WAITS)
    found = waits.aggregate(count=Count("pk"), until=Min("until"))
    return Hours(row.quiet if row else usual_of(person), row is not None, found["count"], found["until"])


def _name(people: dict[int, User], person: int | None) -> str:
    return people[person].name if person in people else ""
