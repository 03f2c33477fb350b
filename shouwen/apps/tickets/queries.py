"""Reading cards: the queue, one card whole, and what a hospital sees of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.db.models import BooleanField, Count, ExpressionWrapper, F, IntegerField, Prefetch, Q, Subquery

from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.people.models import User
from shouwen.apps.tickets.debts import LIVE, is_chased
from shouwen.apps.tickets.filters import SOON, Filters, only_open, where
from shouwen.apps.tickets.models import Batch, BatchItem, Clock, Repromise, Ticket, TicketQuerySet
from shouwen.apps.tickets.models.ticket import offered_to
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.roles import Actor

PAGE = 25
# A count beyond this is "more than so many": nobody waits for the exact figure.
MOST = 1000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = re.compile("([0-9]{1,16}|)-([0-9]{1,18})")
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
class Desk:
    """Who holds the service centre's post: asked once, and handed to whatever depends on it."""

    agent: User | None

    @staticmethod
    def at(now: datetime) -> "Desk":
        return Desk(on_duty(SERVICE_CENTRE, now))


@dataclass(frozen=True)
class View:
    """A tab, and how it is narrowed."""

    tab: Tab = Tab.ALL
    filters: Filters = field(default_factory=dict)


def queue(
    actor: Actor, view: View, now: datetime, after: str = "", *, size: int = PAGE, desk: Desk | None = None
) -> Page:
    """One page of a view. Open cards come by what is due first, what is not due last; else the newest first.

    Two queries, and three more for the untaken where `desk` is not given.
    """
    rows = (
        _shown(actor, view, now, desk)
        .annotate(chased=ExpressionWrapper(is_chased(), output_field=BooleanField()))
        .select_related(*ROW_PARTS)
        .prefetch_related(Prefetch("clocks", Clock.objects.order_by("due_at")))
    )
    if view.tab is Tab.ALL and not only_open(view.filters):
        return _newest_first(rows, after, size)
    return _due_first(rows, after, size)


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


class _UpTo(Subquery):
    """How many rows a query has, counted no further than its own limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def counts(actor: Actor, views: Sequence[View], now: datetime, *, desk: Desk | None = None) -> list[int]:
    """How many cards each view holds, `MOST` + 1 for more than that many. One query, where `desk` is given."""
    desk = desk or Desk.at(now)
    found = {f"n{i}": _UpTo(_shown(actor, view, now, desk).values("pk")[: MOST + 1]) for i, view in enumerate(views)}
    # One row to hang the counts on: the reader's own.
    held = User.objects.filter(pk=actor.person).annotate(**found).values_list(*found)
    return list(held.get())


def batch_of(actor: Actor, batch_id: int) -> Batch | None:
    """A batch that this person began."""
    return Batch.objects.filter(pk=batch_id, by=actor.id).first()


def items_of(actor: Actor, batch: Batch) -> list[BatchItem]:
    """Its cards that he still may know of, with what became of each. One query."""
    items = batch.items.filter(ticket__in=Ticket.objects.for_actor(actor))
    return list(items.select_related("ticket__hospital", "ticket__handler", "offer__to"))


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


def repromises() -> list[Repromise]:
    """How far the open cards have been promised anew, newest calendar first. One query."""
    return list(Repromise.objects.order_by("-pk"))


def _shown(actor: Actor, view: View, now: datetime, desk: Desk | None) -> TicketQuerySet:
    rows = Ticket.objects.for_actor(actor).filter(_which(actor, view.tab, now, desk))
    return rows.filter(where(view.filters, now)) if view.filters else rows


def _which(actor: Actor, tab: Tab, now: datetime, desk: Desk | None = None) -> Q:
    live = Q(state__in=LIVE)
    if tab is Tab.FIRST_CONTACT:
        return live & Q(first_contact=actor.id)
    if tab is Tab.HANDLING:
        return live & Q(handler=actor.id)
    if tab is Tab.UNTAKEN:
        return live & (Q(handler=None) | offered_to(actor) | _climbed_to(actor, desk or Desk.at(now)))
    if tab is Tab.SOON:
        return live & Q(next_due_at__lte=now + SOON)
    return Q()


def _climbed_to(actor: Actor, desk: Desk) -> Q:
    """Cards that climbed by themselves and wait: for those of their level; the duty agent sees every one of them."""
    waits = Q(waits_since__isnull=False)
    if desk.agent is not None and desk.agent.pk == actor.id:
        return waits
    return waits & Q(level=actor.level if actor.is_qualified and actor.level else "")


def _due_first(rows: TicketQuerySet, after: str, size: int) -> Page:
    """The cursor is the last card's due instant in microseconds, empty when nothing is due, and its key."""
    place = _PLACE.fullmatch(after)
    if place:
        # Below it in the same order: the same instant and an older card, a later instant, or none at all.
        due, key = place[1], int(place[2])
        beyond = Q(next_due_at=None, pk__lt=key)
        if due:
            instant = EPOCH + timedelta(microseconds=int(due))
            beyond = Q(next_due_at__gt=instant) | Q(next_due_at=instant, pk__lt=key) | Q(next_due_at=None)
        rows = rows.filter(beyond)
    found = list(rows.order_by(F("next_due_at").asc(nulls_last=True), "-pk")[: size + 1])
    return Page(found[:size], _place(found[size - 1]) if len(found) > size else "")


def _place(ticket: Ticket) -> str:
    due = ticket.next_due_at
    return f"{(due - EPOCH) // timedelta(microseconds=1) if due else ''}-{ticket.pk}"


def _newest_first(rows: TicketQuerySet, after: str, size: int = PAGE) -> Page:
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


@dataclass(frozen=True)
class Counted:
    open: int
    all: int


def is_open() -> Q:
    """A card that has not ended."""
    return Q(state__in=LIVE)


def of_hospital(actor: Actor, among: Q, *, after: str = "", size: int = PAGE) -> Page:
    """A customer's own cards that this condition holds for, newest first."""
    rows = Ticket.objects.for_actor(actor).filter(among).select_related(*ROW_PARTS).prefetch_related("clocks")
    return _newest_first(rows, after, size)


def closed_lately(actor: Actor, *, size: int) -> list[Ticket]:
    """The last few of a customer's cards that are done."""
    rows = Ticket.objects.for_actor(actor).select_related(*ROW_PARTS).prefetch_related("clocks")
    return list(rows.filter(state__in=ENDED).order_by("-changed_at", "-pk")[:size])


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
