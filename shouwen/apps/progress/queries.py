"""Words that hospitals are owed now, and how many each person owes late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from shouwen.apps.progress.models import Owed
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import Actor

PAGE = 25


@dataclass(frozen=True)
class Page:
    words: Sequence[Owed]
    # The cursor of the next page, "" when this is the last one.
    after: str


def owed_words(
    actor: Actor, now: datetime, *, person: int | None = None, late: bool = False, after: str = "", size: int = PAGE
) -> Page:
    """Words that are owed on cards that this person may know of, what is due first. One query."""
    rows = _open(actor)
    if person is not None:
        rows = rows.filter(person=person)
    if late:
        rows = rows.filter(due_at__lte=now)
    found = list(_from(rows, after).select_related("ticket__hospital", "person")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], str(last.pk) if last else "")


def late_words(actor: Actor, now: datetime) -> Mapping[int, int]:
    """How many words each person owes that are overdue. One query."""
    rows = _open(actor).filter(due_at__lte=now).order_by()
    return dict(rows.values_list("person").annotate(n=Count("pk")))


def count_owed(actor: Actor, now: datetime, person: int | None = None) -> tuple[int, int]:
    """How many words are owed, and how many of them are overdue. Two queries."""
    rows = _open(actor).order_by()
    rows = rows if person is None else rows.filter(person=person)
    return rows.count(), rows.filter(due_at__lte=now).count()


def next_word_on(ticket_id: int) -> Owed | None:
    """The word that the hospital of a card is owed next; None while none is."""
    return Owed.objects.filter(ticket=ticket_id, spoken_at=None, dropped_at=None).select_related("person").first()


def _open(actor: Actor) -> QuerySet[Owed]:
    return Owed.objects.filter(ticket__in=Ticket.objects.for_actor(actor), spoken_at=None, dropped_at=None).order_by(
        "due_at", "pk"
    )


def _from(rows: QuerySet[Owed], after: str) -> QuerySet[Owed]:
    """After the row that a cursor names; an odd cursor is the first page."""
    if not (after.isascii() and after.isdigit() and len(after) < 19):
        return rows
    last = Owed.objects.filter(pk=int(after)).first()
    return rows.filter(Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, pk__gt=last.pk)) if last else rows
