"""Reading cards: plain lists, and what a hospital sees of its own."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, prefetch_related_objects

from shouwen.apps.tickets.debts import LIVE
from shouwen.apps.tickets.models import Batch, BatchItem, Repromise, Ticket
from shouwen.apps.tickets.paging import PAGE, ROW_PARTS, Page, newest_page
from shouwen.apps.tickets.queue import Tab, which
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.roles import Actor


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
    return newest_page(rows, after)


def batch_of(actor: Actor, batch_id: int) -> Batch | None:
    """A batch that this person began."""
    return Batch.objects.filter(pk=batch_id, by=actor.id).first()


def items_of(actor: Actor, batch: Batch) -> list[BatchItem]:
    """Its cards that he still may know of, with what became of each. One query."""
    items = batch.items.filter(ticket__in=Ticket.objects.for_actor(actor))
    return list(items.select_related("ticket__hospital", "ticket__handler", "offer__to"))


def narrowing(actor: Actor, asked: Asked, now: datetime) -> Q:
    """What `asked` says, as a condition on cards; two queries for the untaken, else none."""
    wanted = which(actor, asked.tab, now)
    if asked.state:
        wanted &= Q(state=asked.state)
    if asked.grade is not None:
        wanted &= Q(grade=asked.grade)
    if asked.hospital_id is not None:
        wanted &= Q(hospital=asked.hospital_id)
    return wanted


def repromises() -> list[Repromise]:
    """How far the open cards have been promised anew, newest calendar first. One query."""
    return list(Repromise.objects.order_by("-pk"))


@dataclass(frozen=True)
class Counted:
    open: int
    all: int


def is_open() -> Q:
    """A card that has not ended."""
    return Q(state__in=LIVE)


def of_hospital(actor: Actor, among: Q, *, after: str = "", size: int = PAGE) -> Page:
    """A customer's own cards that this condition holds for, newest first."""
    return newest_page(Ticket.objects.for_actor(actor).filter(among), after, size)


def at_home(actor: Actor, *, most_open: int, most_closed: int) -> tuple[list[Ticket], list[Ticket]]:
    """A customer's newest open cards, and the last few that are done. Three queries."""
    rows = Ticket.objects.for_actor(actor).select_related(*ROW_PARTS)
    live = list(rows.filter(is_open()).order_by("-pk")[:most_open])
    done = list(rows.filter(state__in=ENDED).order_by("-changed_at", "-pk")[:most_closed])
    prefetch_related_objects([*live, *done], "clocks")
    return live, done


def counts_of_hospital(actor: Actor, among: Q | None = None) -> Counted:
    """How many cards a customer sees, and how many of them are open; `among`: only of these. One query."""
    found = (
        Ticket.objects.for_actor(actor)
        .filter(among or Q())
        .aggregate(open=Count("pk", filter=Q(state__in=LIVE)), all=Count("pk"))
    )
    return Counted(found["open"], found["all"])


def modules_last_reported(actor: Actor, size: int = 6) -> list[int]:
    """The modules of this person's newest reports, newest first, each once."""
    rows = Ticket.objects.for_actor(actor).filter(opened_by=actor.id).exclude(module=None).order_by("-pk")
    return list(dict.fromkeys(rows.values_list("module_id", flat=True)[: size * 3]))[:size]


def cards_by_module() -> dict[int, int]:
    """On how many cards of all hospitals each module stands, by its id: for those who keep the list. One query."""
    rows = Ticket.objects.filter(module__isnull=False).order_by().values_list("module").annotate(n=Count("pk"))
    return {module: number for module, number in rows if module is not None}
