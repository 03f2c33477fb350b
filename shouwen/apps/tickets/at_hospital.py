"""The open cards of one hospital."""

from django.db.models import Prefetch

from shouwen.apps.tickets.debts import LIVE
from shouwen.apps.tickets.models import Clock, Ticket
from shouwen.apps.tickets.paging import PAGE, ROW_PARTS, Page
from shouwen.policy.roles import Actor


def open_count(actor: Actor, hospital_id: int) -> int:
    """How many open cards of a hospital this person sees. One query."""
    return Ticket.objects.for_actor(actor).filter(hospital=hospital_id, state__in=LIVE).count()


def open_cards(actor: Actor, hospital_id: int, after: str = "", *, size: int = PAGE) -> Page:
    """A page of them, the newest first. Two queries."""
    rows = Ticket.objects.for_actor(actor).filter(hospital=hospital_id, state__in=LIVE)
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    parts = rows.select_related(*ROW_PARTS).prefetch_related(Prefetch("clocks", Clock.objects.order_by("due_at")))
    found = list(parts.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")
