"""A page of cards, and the place at which the next one begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from shouwen.apps.tickets.models import Ticket, TicketQuerySet

PAGE = 25
ROW_PARTS = ("hospital", "department", "module", "handler", "first_contact")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = re.compile("([0-9])-([0-9]{1,16}|)-([0-9]{1,18})")


@dataclass(frozen=True)
class Page:
    tickets: Sequence[Ticket]
    # The cursor of the next page, "" when this is the last one.
    after: str


def due_first(rows: TicketQuerySet, after: str) -> TicketQuerySet:
    """Lane by lane, in each by what is due first, what is not due last, from the place after this cursor; an odd one
    is the beginning.

    The cursor is the last card's lane, its due instant in microseconds, empty when nothing is due, and its key.
    """
    place = _PLACE.fullmatch(after)
    if place:
        # Below it in the same order: a later lane, and of its own a later instant, or the same and an older card.
        lane, due, key = int(place[1]), place[2], int(place[3])
        here = Q(next_due_at=None, pk__lt=key)
        if due:
            instant = EPOCH + timedelta(microseconds=int(due))
            here = Q(next_due_at__gt=instant) | Q(next_due_at=instant, pk__lt=key)
        rows = rows.filter(Q(lane__gt=lane) | Q(here, lane=lane))
    return rows.order_by("lane", "next_due_at", "-pk")


def newest_first(rows: TicketQuerySet, after: str) -> TicketQuerySet:
    """The cursor is the last card's key; an odd one is the beginning."""
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    return rows.order_by("-pk")


def page_of(found: Sequence[Ticket], size: int, *, by_due: bool = False) -> Page:
    """Of one row more than are shown."""
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], "" if last is None else _place(last) if by_due else str(last.pk))


def newest_page(rows: TicketQuerySet, after: str, size: int = PAGE) -> Page:
    """The newest first, with everything that a row shows. Two queries."""
    shown = rows.select_related(*ROW_PARTS).prefetch_related("clocks")
    return page_of(list(newest_first(shown, after)[: size + 1]), size)


def _place(ticket: Ticket) -> str:
    due = ticket.next_due_at
    return f"{ticket.lane}-{(due - EPOCH) // timedelta(microseconds=1) if due else ''}-{ticket.pk}"
