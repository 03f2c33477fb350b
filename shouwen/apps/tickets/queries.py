"""Reading cards: the queue, one card whole, and what a hospital sees of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, F, Prefetch, Q

from shouwen.apps.tickets.models import (
    Clock,
    Ticket,
    TicketQuerySet,
)
from shouwen.apps.tickets.models.ticket import offered_to
from shouwen.policy.lifecycle import ENDED, State
from shouwen.policy.roles import Actor

PAGE = 25
SOON = timedelta(hours=2)
LIVE = [state.value for state in State if state not in ENDED]
ROW_PARTS = ("hospital", "department", "module", "handler", "first_contact")


class Tab(StrEnum):
    """The queue's tabs, in order."""

    FIRST_CONTACT = "first_contact"
    HANDLING = "handling"
    UNTAKEN = "untaken"
    SOON = "soon"
    ALL = "all"


@dataclass(frozen=True)
class Page:
    tickets: Sequence[Ticket]
    # The cursor of the next page, "" when this is the last one.
    after: str


def queue(actor: Actor, tab: Tab, now: datetime, after: str = "") -> Page:
    """One page of a tab: what is due first comes first; what is not due comes last, newest first. Two queries."""
    rows = (
        _tab(actor, tab, now)
        .select_related(*ROW_PARTS)
        .prefetch_related(Prefetch("clocks", Clock.objects.order_by("due_at")))
    )
    if tab is Tab.ALL:
        return _newest_first(rows, after)
    rows = rows.order_by(F("next_due_at").asc(nulls_last=True), "-pk")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    found = list(rows[start : start + PAGE + 1])
    return Page(found[:PAGE], str(start + PAGE) if len(found) > PAGE else "")


def counts(actor: Actor, now: datetime) -> Mapping[Tab, int]:
    """How many cards each tab holds. One query."""
    visible = Ticket.objects.for_actor(actor)
    found = visible.aggregate(**{tab.value: Count("pk", filter=_which(actor, tab, now), distinct=True) for tab in Tab})
    return {tab: found[tab.value] for tab in Tab}


def _tab(actor: Actor, tab: Tab, now: datetime) -> TicketQuerySet:
    return Ticket.objects.for_actor(actor).filter(_which(actor, tab, now))


def _which(actor: Actor, tab: Tab, now: datetime) -> Q:
    live = Q(state__in=LIVE)
    if tab is Tab.FIRST_CONTACT:
        return live & Q(first_contact=actor.id)
    if tab is Tab.HANDLING:
        return live & Q(handler=actor.id)
    if tab is Tab.UNTAKEN:
        return live & (Q(handler=None) | offered_to(actor))
    if tab is Tab.SOON:
        return live & Q(next_due_at__lte=now + SOON)
    return Q()


def _newest_first(rows: TicketQuerySet, after: str, size: int = PAGE) -> Page:
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


@dataclass(frozen=True)
class Counted:
    open: int
    all: int


def of_hospital(actor: Actor, *, open_only: bool, after: str = "", size: int = PAGE) -> Page:
    """A customer's own cards, newest first."""
    rows = Ticket.objects.for_actor(actor).select_related(*ROW_PARTS).prefetch_related("clocks")
    if open_only:
        rows = rows.filter(state__in=LIVE)
    return _newest_first(rows, after, size)


def closed_lately(actor: Actor, *, size: int) -> list[Ticket]:
    """The last few of a customer's cards that are done."""
    rows = Ticket.objects.for_actor(actor).select_related(*ROW_PARTS).prefetch_related("clocks")
    return list(rows.filter(state__in=ENDED).order_by("-changed_at", "-pk")[:size])


def counts_of_hospital(actor: Actor) -> Counted:
    """How many cards a customer sees, and how many of them are open. One query."""
    found = Ticket.objects.for_actor(actor).aggregate(open=Count("pk", filter=Q(state__in=LIVE)), all=Count("pk"))
    return Counted(found["open"], found["all"])


def modules_last_reported(actor: Actor, size: int = 6) -> list[int]:
    """The modules of this person's newest reports, newest first, each once."""
    rows = Ticket.objects.for_actor(actor).filter(opened_by=actor.id).exclude(module=None).order_by("-pk")
    return list(dict.fromkeys(rows.values_list("module_id", flat=True)[: size * 3]))[:size]
