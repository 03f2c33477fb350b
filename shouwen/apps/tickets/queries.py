"""Reading cards: the queue, one card whole, and what a hospital sees of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Prefetch, Q

from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.tickets.debts import LIVE, Debt, is_chased, owed
from shouwen.apps.tickets.models import Clock, Repromise, Ticket, TicketQuerySet
from shouwen.apps.tickets.models.ticket import offered_to
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.roles import Actor

PAGE = 25
SOON = timedelta(hours=2)
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


@dataclass(frozen=True)
class Narrowed:
    """Only the cards that a figure counts; of everybody when `person` is None."""

    owes: Debt
    person: int | None = None


def queue(
    actor: Actor, tab: Tab, now: datetime, after: str = "", narrowed: Narrowed | None = None, *, size: int = PAGE
) -> Page:
    """One page of a tab: what is due first comes first; what is not due comes last, newest first. Two queries."""
    rows = (
        _tab(actor, tab, now, narrowed)
        .annotate(chased=ExpressionWrapper(is_chased(), output_field=BooleanField()))
        .select_related(*ROW_PARTS)
        .prefetch_related(Prefetch("clocks", Clock.objects.order_by("due_at")))
    )
    if tab is Tab.ALL and narrowed is None:
        return _newest_first(rows, after, size)
    rows = rows.order_by(F("next_due_at").asc(nulls_last=True), "-pk")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    found = list(rows[start : start + size + 1])
    return Page(found[:size], str(start + size) if len(found) > size else "")


@dataclass(frozen=True)
class Asked:
    """How a plain list is narrowed; empty means everything."""

    tab: Tab = Tab.ALL
    state: str = ""
    grade: int | None = None
    hospital_id: int | None = None


def listed(actor: Actor, asked: Asked, now: datetime, after: str = "") -> Page:
    """The cards that this person may know of, narrowed, newest first. Two queries, and two more for the untaken."""
    rows = Ticket.objects.for_actor(actor).filter(narrowing(actor, asked, now))
    return _newest_first(rows.select_related(*ROW_PARTS).prefetch_related("clocks"), after)


def narrowing(actor: Actor, asked: Asked, now: datetime) -> Q:
    """What `asked` says, as a condition on cards; two queries for the untaken, else none."""
    wanted = _which(actor, asked.tab, now)
    if asked.state:
        wanted &= Q(state=asked.state)
    if asked.grade is not None:
        wanted &= Q(grade=asked.grade)
    if asked.hospital_id is not None:
        wanted &= Q(hospital=asked.hospital_id)
    return wanted


def counts(actor: Actor, now: datetime) -> Mapping[Tab, int]:
    """How many cards each tab holds. One query."""
    visible = Ticket.objects.for_actor(actor)
    found = visible.aggregate(**{tab.value: Count("pk", filter=_which(actor, tab, now), distinct=True) for tab in Tab})
    return {tab: found[tab.value] for tab in Tab}


def repromises() -> list[Repromise]:
    """How far the open cards have been promised anew, newest calendar first. One query."""
    return list(Repromise.objects.order_by("-pk"))


def chased(actor: Actor) -> int:
    """How many cards have a chase that nobody has answered. One query."""
    return Ticket.objects.for_actor(actor).filter(state__in=LIVE).filter(is_chased()).count()


def _tab(actor: Actor, tab: Tab, now: datetime, narrowed: Narrowed | None) -> TicketQuerySet:
    rows = Ticket.objects.for_actor(actor).filter(_which(actor, tab, now))
    return rows.filter(owed(narrowed.owes, narrowed.person, now)) if narrowed else rows


def _which(actor: Actor, tab: Tab, now: datetime) -> Q:
    live = Q(state__in=LIVE)
    if tab is Tab.FIRST_CONTACT:
        return live & Q(first_contact=actor.id)
    if tab is Tab.HANDLING:
        return live & Q(handler=actor.id)
    if tab is Tab.UNTAKEN:
        return live & (Q(handler=None) | offered_to(actor) | _climbed_to(actor, now))
    if tab is Tab.SOON:
        return live & Q(next_due_at__lte=now + SOON)
    return Q()


def _climbed_to(actor: Actor, now: datetime) -> Q:
    """Cards that climbed by themselves and wait: for those of their level; the duty agent sees every one of them."""
    waits = Q(waits_since__isnull=False)
    duty = on_duty(SERVICE_CENTRE, now)
    if duty is not None and duty.pk == actor.id:
        return waits
    return waits & Q(level=actor.level if actor.is_qualified and actor.level else "")


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


def cards_by_module() -> dict[int, int]:
    """On how many cards of all hospitals each module stands, by its id: for those who keep the list. One query."""
    rows = Ticket.objects.filter(module__isnull=False).order_by().values_list("module").annotate(n=Count("pk"))
    return {module: number for module, number in rows if module is not None}
