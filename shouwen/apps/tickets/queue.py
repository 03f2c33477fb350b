"""The queue: tabs, how they are narrowed, one page of it, and how many cards there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.people.models import User
from shouwen.apps.prepared import Prepared, UpTo, attach
from shouwen.apps.tickets.debts import LIVE, is_chased
from shouwen.apps.tickets.filters import SOON, Filters, only_open, where
from shouwen.apps.tickets.models import Clock, Ticket, TicketQuerySet
from shouwen.apps.tickets.models.ticket import offered_to
from shouwen.apps.tickets.paging import PAGE, ROW_PARTS, Page, due_first, newest_first, page_of
from shouwen.policy.roles import Actor

# A count beyond this is "more than so many": nobody waits for the exact figure.
MOST = 1000
# What a row of the queue shows; everything else of a card stays where it is.
ROW = (
    "number", "title", "grade", "service", "state", "level", "waits_since", "accepted_at", "next_due_at", "lane",
    "hospital__name", "hospital__is_unlisted", "department__name", "module__name_zh", "module__name_en",
    "handler__name", "first_contact__name",
)  # fmt: skip


class Tab(StrEnum):
    """The queue's tabs, in order."""

    FIRST_CONTACT = "first_contact"
    HANDLING = "handling"
    UNTAKEN = "untaken"
    SOON = "soon"
    ALL = "all"


@dataclass(frozen=True)
class Desk:
    """Who holds the service centre's post: asked once, and handed to whatever depends on it."""

    agent: User | None

    @staticmethod
    def at(now: datetime) -> "Desk":
        return Desk(on_duty(SERVICE_CENTRE, now))

    def is_led_by(self, actor: Actor) -> bool:
        return self.agent is not None and self.agent.pk == actor.id


@dataclass(frozen=True)
class View:
    """A tab, and how it is narrowed."""

    tab: Tab = Tab.ALL
    filters: Filters = field(default_factory=dict)


@dataclass(frozen=True)
class _Standing:
    """What of a reader, and of what he asks, changes the question itself."""

    actor: Actor
    views: tuple[tuple[Tab, tuple[tuple[str, str], ...]], ...]
    leads: bool
    size: int

    @staticmethod
    def of(actor: Actor, views: Sequence[View], desk: Desk, size: int) -> "_Standing":
        asked = tuple((view.tab, tuple(view.filters.items())) for view in views)
        return _Standing(actor.standing, asked, desk.is_led_by(actor), size)

    def shown(self, now: datetime, reach: Mapping[str, Any]) -> list[TicketQuerySet]:
        """The cards of each view, to whoever stands like this."""
        actor = self.actor.reaching(**reach)
        return [_shown(actor, View(tab, dict(filters)), now, leads=self.leads) for tab, filters in self.views]


def queue(
    actor: Actor,
    view: View,
    now: datetime,
    after: str = "",
    *,
    size: int = PAGE,
    desk: Desk | None = None,
    whole: bool = False,
) -> Page:
    """One page of a view. Open cards come lane by lane, in each by what is due first; else the newest first.

    `whole`: with everything of each card, for a file; else what a row shows.
    Two queries, and three more for the untaken where `desk` is not given.
    """
    by_due = view.tab is not Tab.ALL or only_open(view.filters)
    desk = desk or (Desk.at(now) if view.tab is Tab.UNTAKEN else Desk(None))
    if after or whole or view.filters:
        rows = _as_rows(_shown(actor, view, now, leads=desk.is_led_by(actor)), whole=whole)
        found = list((due_first if by_due else newest_first)(rows, after)[: size + 1])
    else:
        found = _FIRST_PAGE.ask(_Standing.of(actor, [view], desk, size + 1), now=now, **actor.reach)
    page = page_of(found, size, by_due=by_due)
    attach(page.tickets, "clocks", _CLOCKS.ask(tickets=[ticket.pk for ticket in page.tickets]), "ticket_id")
    return page


def counts(actor: Actor, views: Sequence[View], now: datetime, *, desk: Desk | None = None) -> list[int]:
    """How many cards each view holds, `MOST` + 1 for more than that many. One query, where `desk` is given."""
    shape = _Standing.of(actor, views, desk or Desk.at(now), MOST + 1)
    return list(_COUNTS.ask(shape, now=now, **actor.reach)[0])


def rows_of(actor: Actor, keys: Sequence[int], *, whole: bool = False) -> list[Ticket]:
    """Those of these cards that this person may know of, newest first; `whole` as for the queue. Two queries."""
    found = _BY_KEY.ask((actor.standing, whole), tickets=keys, **actor.reach)
    attach(found, "clocks", _CLOCKS.ask(tickets=[ticket.pk for ticket in found]), "ticket_id")
    return found


def which(actor: Actor, tab: Tab, now: datetime) -> Q:
    """The cards of a tab, as a condition; two queries for the untaken, else none."""
    return _which(actor, tab, now, leads=tab is Tab.UNTAKEN and Desk.at(now).is_led_by(actor))


def _counted(person: int, views: Sequence[TicketQuerySet], most: int) -> QuerySet[User, tuple[int, ...]]:
    """One row to hang the counts on: the reader's own."""
    found = {f"n{i}": UpTo(view.values("pk")[:most]) for i, view in enumerate(views)}
    return User.objects.filter(pk=person).annotate(**found).values_list(*found)


def _shown(actor: Actor, view: View, now: datetime, *, leads: bool) -> TicketQuerySet:
    rows = Ticket.objects.for_actor(actor).filter(_which(actor, view.tab, now, leads=leads))
    return rows.filter(where(view.filters, now)) if view.filters else rows


def _as_rows(rows: TicketQuerySet, *, whole: bool = False) -> TicketQuerySet:
    chased = ExpressionWrapper(is_chased(), output_field=BooleanField())
    found = rows.annotate(chased=chased).select_related(*ROW_PARTS)
    return found if whole else found.only(*ROW)


def _which(actor: Actor, tab: Tab, now: datetime, *, leads: bool) -> Q:
    """`leads`: this is the duty agent, who sees every card that climbed by itself and waits."""
    live = Q(state__in=LIVE)
    if tab is Tab.FIRST_CONTACT:
        return live & Q(first_contact=actor.id)
    if tab is Tab.HANDLING:
        return live & Q(handler=actor.id)
    if tab is Tab.UNTAKEN:
        waits = Q(waits_since__isnull=False)
        if not leads:
            waits &= Q(level=actor.level if actor.is_qualified and actor.level else "")
        return live & (Q(handler=None) | offered_to(actor) | waits)
    if tab is Tab.SOON:
        return live & Q(next_due_at__lte=now + SOON)
    return Q()


def _build_first_page(shape: _Standing, now: datetime, **reach: Any) -> TicketQuerySet:
    [(tab, filters)], [rows] = shape.views, shape.shown(now, reach)
    if tab is Tab.ALL and not only_open(dict(filters)):
        return newest_first(_as_rows(rows), "")[: shape.size]
    # Which come first is settled before anything is joined to them: a person may have a thousand.
    first = due_first(rows, "")[: shape.size].values("pk")
    return due_first(_as_rows(Ticket.objects.filter(pk__in=first)), "")


def _build_by_key(shape: tuple[Actor, bool], tickets: Sequence[int], **reach: Any) -> TicketQuerySet:
    actor, whole = shape
    rows = Ticket.objects.for_actor(actor.reaching(**reach)).filter(pk__in=tickets)
    return newest_first(_as_rows(rows, whole=whole), "")


def _build_counts(shape: _Standing, now: datetime, **reach: Any) -> QuerySet[User, tuple[int, ...]]:
    return _counted(reach["me"], shape.shown(now, reach), shape.size)


_FIRST_PAGE = Prepared(_build_first_page)
_BY_KEY = Prepared(_build_by_key)
_COUNTS = Prepared(_build_counts)
_CLOCKS = Prepared(lambda tickets: Clock.objects.filter(ticket__in=tickets).order_by("due_at"))
