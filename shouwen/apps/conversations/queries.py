"""Reading: the room's lists, one conversation, who is there, and how the standard is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet

from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.conversations.models import Conversation, Line, Presence, Seat
from shouwen.apps.people.models import User
from shouwen.apps.tickets.events import Code
from shouwen.apps.tickets.models import Offer, Ticket
from shouwen.apps.tickets.whole_card import Card
from shouwen.policy import online
from shouwen.policy.calendars import CalendarName
from shouwen.policy.online import THERE_FOR, Stage, Standing, is_there, is_typing
from shouwen.policy.roles import Actor

PAGE = 25
MOST_LINES = 500
WINDOW = timedelta(days=30)
VIEWS = ("waiting", "mine", "open", "all")
AROUND = ("ticket__hospital", "agent", "begun_by", "offered_to")


@dataclass(frozen=True)
class Wish:
    """The list that is asked for: a view, and what narrows it."""

    view: str = "waiting"
    hospital: int | None = None
    agent: int | None = None
    late: bool = False

    @staticmethod
    def of(given: Mapping[str, str]) -> "Wish":
        view = given.get("view", "")
        numbers = {name: _number(given.get(name, "")) for name in ("hospital", "agent")}
        return Wish(view if view in VIEWS else "waiting", **numbers, late=given.get("late") == "1")

    @property
    def in_address(self) -> dict[str, str]:
        told = {"view": self.view, "hospital": str(self.hospital or ""), "agent": str(self.agent or "")}
        return {name: said for name, said in (told | {"late": "1" if self.late else ""}).items() if said}


@dataclass(frozen=True)
class Page:
    rows: Sequence[Conversation]
    after: str


def page(actor: Actor, wish: Wish, after: str = "", *, size: int = PAGE) -> Page:
    """What waits longest stands on top; of all, the newest. One query."""
    rows = _among(actor, wish).select_related(*AROUND)
    if wish.view != "all":
        return Page(list(rows.order_by("due_at", "pk")[:200]), "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def _among(actor: Actor, wish: Wish) -> QuerySet[Conversation]:
    rows = Conversation.objects.for_actor(actor)
    if wish.view != "all":
        rows = rows.filter(ended_at=None)
    if wish.view == "waiting":
        rows = rows.filter(agent=None) | rows.filter(offered_to=actor.id)
    if wish.view == "mine":
        rows = rows.filter(agent=actor.id)
    if wish.hospital is not None:
        rows = rows.filter(ticket__hospital=wish.hospital)
    if wish.agent is not None:
        rows = rows.filter(agent=wish.agent)
    return rows.exclude(late_at=None) if wish.late else rows


@dataclass(frozen=True)
class Counts:
    waiting: int
    mine: int
    open: int


def counts(actor: Actor) -> Counts:
    """For the tabs. One query: few are open at a time."""
    rows = Conversation.objects.for_actor(actor).filter(ended_at=None).values_list("agent", "offered_to")
    found = list(rows)
    waiting = sum(agent is None or offered == actor.id for agent, offered in found)
    return Counts(waiting, sum(agent == actor.id for agent, _ in found), len(found))


def waiting(actor: Actor) -> tuple[int, datetime | None]:
    """How many talks nobody has taken, and since when the first of them waits. One query."""
    rows = Conversation.objects.for_actor(actor).filter(ended_at=None, agent=None)
    found = rows.aggregate(n=Count("pk"), since=Min("begun_at"))
    return found["n"], found["since"]


def of_hospital(actor: Actor, after: str = "", *, size: int = PAGE) -> Page:
    """Those that this customer may know of, newest first. One query."""
    return page(actor, Wish(view="all"), after, size=size)


def talks_on(actor: Actor, card: Card) -> list[Conversation]:
    """The conversations on a card, oldest first. One query; none on a card that never had any."""
    if not any(event.code == Code.TALK_BEGUN for event in card.events):
        return []
    rows = Conversation.objects.for_actor(actor).filter(ticket=card.ticket.pk).select_related("agent")
    return list(rows.order_by("pk"))


def of_card(actor: Actor, ticket: Ticket) -> list[Conversation]:
    """The conversations on a card, oldest first. One query."""
    return list(Conversation.objects.for_actor(actor).filter(ticket=ticket).order_by("pk"))


def lines_of(talk: Conversation, after: int = 0) -> list[Line]:
    """The lines after a place, in order, with their files. Two queries."""
    rows = talk.lines.filter(sequence__gt=after).select_related("by", "to", "message").order_by("sequence")
    return list(rows.prefetch_related("message__attachments__file")[:MOST_LINES])


def offer_to(actor: Actor, ticket: Ticket) -> Offer | None:
    """The handling of the card, where it is offered to this person now. One query."""
    rows = Offer.objects.filter(ticket=ticket, to=actor.id, answer=Offer.Answer.OPEN)
    return rows.select_related("by").order_by("-pk").first()


@dataclass(frozen=True)
class Other:
    """The other side, as this person sees it now."""

    there: bool
    typing: bool
    seen_at: datetime | None


def other_side(talk: Conversation, actor: Actor, now: datetime) -> Other:
    """One query."""
    rows = Presence.objects.filter(conversation=talk, from_customer=not actor.is_customer)
    if actor.is_customer:
        rows = rows.filter(person=talk.agent_id or 0)
    seen = list(rows.order_by("-seen_at")[:20])
    return Other(
        any(is_there(each.seen_at, now) for each in seen),
        any(is_typing(each.typed_at, now) for each in seen),
        seen[0].seen_at if seen else None,
    )


def is_heard(talk: Conversation, actor: Actor, now: datetime) -> bool:
    """Is somebody of the other side there, so that nobody has to be told by a notice?"""
    rows = Presence.objects.filter(conversation=talk, from_customer=not actor.is_customer, seen_at__gt=now - THERE_FOR)
    return (rows.filter(person=talk.agent_id or 0) if actor.is_customer else rows).exists()


def is_seated(person_id: int, now: datetime) -> bool:
    return Seat.objects.filter(person=person_id, until__gt=now).exists()


def at_the_desk(now: datetime) -> list[User]:
    """Who attends the online service now, by name. One query."""
    rows = Seat.objects.filter(until__gt=now, person__is_active=True).select_related("person")
    return [seat.person for seat in rows.order_by("person__name", "pk")]


@dataclass(frozen=True)
class Hours:
    """Whether the online service is attended at this hour, and when it will be."""

    open: bool
    opens_at: datetime | None


def hours(now: datetime) -> Hours:
    calendar = working_times(newest().pk)[CalendarName.ONLINE]
    is_open = calendar.is_open(now)
    return Hours(is_open, None if is_open else calendar.next_opening(now))


def standing(actor: Actor, now: datetime) -> Standing:
    """The delivery standard of the last thirty days, as this person may see it. One query."""
    rows = Conversation.objects.for_actor(actor).filter(begun_at__gte=now - WINDOW, begun_at__lte=now)
    asked = [online.Asked(at, due, answered, over is not None) for at, due, answered, over in rows.values_list(
        "begun_at", "due_at", "answered_at", "ended_at"
    )]  # fmt: skip
    return online.standing(asked, now, working_times(newest().pk)[CalendarName.ONLINE])


def may_take(talk: Conversation, actor: Actor, now: datetime) -> bool:
    """Whether the button is shown. At most one query."""
    if not actor.is_qualified or talk.stage is Stage.ENDED or talk.agent_id == actor.id:
        return False
    return talk.agent_id is None or talk.offered_to_id == actor.id or not is_seated(talk.agent_id, now)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def card_of(talk: Conversation) -> Ticket:
    """The card as a row shows it: with its people and clocks. Two queries."""
    rows = Ticket.objects.select_related("hospital", "department", "module", "handler", "first_contact")
    return rows.prefetch_related("clocks").get(pk=talk.ticket_id)
