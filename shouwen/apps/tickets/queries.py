"""Reading cards: the queue, one card whole, and what a hospital sees of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q

from shouwen.apps.calendars.queries import working_times
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.queries import story
from shouwen.apps.people.models import User
from shouwen.apps.tickets import access, clocks, events
from shouwen.apps.tickets.models import (
    Attachment,
    Clock,
    Fact,
    FollowUp,
    Message,
    Resolution,
    Ticket,
    TicketQuerySet,
    Verdict,
)
from shouwen.policy.clock import Reading
from shouwen.policy.lifecycle import Act, Bond, State, refusal
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

PAGE = 25
SOON = timedelta(hours=2)
LIVE = [state.value for state in State if state is not State.CLOSED]
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
        return live & Q(handler=None)
    if tab is Tab.SOON:
        return live & Q(next_due_at__lte=now + SOON)
    return Q()


def _newest_first(rows: TicketQuerySet, after: str, size: int = PAGE) -> Page:
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


@dataclass(frozen=True)
class Card:
    """One card whole: everything its page answers."""

    ticket: Ticket
    readings: Sequence[Reading]
    facts: Sequence[Fact]
    messages: Sequence[Message]
    verdict: Verdict
    verdicts: Sequence[Verdict]
    resolution: Resolution | None
    follow_ups: Sequence[FollowUp]
    events: Sequence[Event]
    people: Mapping[int, User]
    bond: Bond
    # Each act this actor cannot do now, with the reason.
    refusals: Mapping[Act, Refused | None]

    def provisional(self, reading: Reading) -> bool:
        """Was this clock computed over a year whose holidays were not published?"""
        calendar = working_times(self.ticket.calendar_version_id)[reading.calendar]
        return calendar.is_provisional(reading.started_at, reading.due_at)

    @property
    def nobodys_seconds(self) -> int:
        """How long the card was in nobody's hands before it was first taken."""
        return next((event.data["nobodys_seconds"] for event in self.events if event.code == events.Code.TAKEN), 0)


def card(actor: Actor, number: str, now: datetime) -> Card:
    """A card as this actor may see it; `Refused("absent")` otherwise. A customer gets no internal note."""
    ticket = (
        Ticket.objects.for_actor(actor)
        .select_related(
            *ROW_PARTS, "campus", "contact", "calendar_version", "hospital__account_manager", "hospital__deputy"
        )
        .filter(number=number)
        .first()
    )
    if ticket is None:
        raise Refused("absent")
    facts = list(ticket.facts.select_related("by"))
    verdicts = list(ticket.verdicts.select_related("line__agreement").prefetch_related("line__paid_periods"))
    told = story(events.SUBJECT, ticket.pk)
    follow_ups = list(ticket.follow_ups.select_related("by"))
    bond = access.bond(ticket)
    return Card(
        ticket=ticket,
        readings=clocks.readings(ticket, facts, now),
        facts=facts,
        messages=_messages(actor, ticket),
        verdict=verdicts[-1],
        verdicts=verdicts,
        resolution=ticket.resolutions.select_related("by").last(),
        follow_ups=follow_ups,
        events=told,
        people=_people(ticket, told, bond),
        bond=bond,
        refusals={act: refusal(act, actor, State(ticket.state), bond) for act in Act},
    )


def _messages(actor: Actor, ticket: Ticket) -> list[Message]:
    files = Prefetch("attachments", Attachment.objects.select_related("file").order_by("pk"))
    rows = ticket.messages.select_related("author").prefetch_related(files)
    if not actor.is_staff:
        rows = rows.filter(audience=Message.Audience.PUBLIC)
    return list(rows)


def _people(ticket: Ticket, told: Sequence[Event], bond: Bond) -> dict[int, User]:
    ids = {event.actor_id for event in told} | {ticket.first_contact_id, ticket.handler_id, bond.substitute}
    ids |= {event.data["substitute"] for event in told if event.code == events.Code.SUBSTITUTED}
    return User.objects.prefetch_related("grants").in_bulk([pk for pk in ids if pk is not None])


def attachment(actor: Actor, number: str, file_id: UUID) -> Attachment:
    """A file of a card, if this actor may see the message it came with; else `Refused("absent")`."""
    rows = Attachment.objects.select_related("file").filter(
        ticket__in=Ticket.objects.for_actor(actor).filter(number=number), file=file_id
    )
    if not actor.is_staff:
        rows = rows.filter(message__audience=Message.Audience.PUBLIC)
    found = rows.first()
    if found is None:
        raise Refused("absent")
    return found


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
    return list(rows.filter(state=State.CLOSED).order_by("-changed_at", "-pk")[:size])


def counts_of_hospital(actor: Actor) -> Counted:
    """How many cards a customer sees, and how many of them are open. One query."""
    found = Ticket.objects.for_actor(actor).aggregate(open=Count("pk", filter=Q(state__in=LIVE)), all=Count("pk"))
    return Counted(found["open"], found["all"])


def modules_last_reported(actor: Actor, size: int = 6) -> list[int]:
    """The modules of this person's newest reports, newest first, each once."""
    rows = Ticket.objects.for_actor(actor).filter(opened_by=actor.id).exclude(module=None).order_by("-pk")
    return list(dict.fromkeys(rows.values_list("module_id", flat=True)[: size * 3]))[:size]
