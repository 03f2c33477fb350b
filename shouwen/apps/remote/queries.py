"""Reading: what is asked for and granted on a card, the sessions of a hospital."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.remote.access import AROUND, AROUND_SESSION
from shouwen.apps.remote.models import Authorisation, OnsiteClock, RemoteSession
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets.events import Code
from shouwen.apps.tickets.whole_card import Card
from shouwen.policy.calendars import CalendarName
from shouwen.policy.remote import State
from shouwen.policy.roles import Actor
from shouwen.policy.setting import REMOTE_TOOLS, listed

PAGE = 25
MOST = 50
# How a list is narrowed; a session's own `stage` by its columns.
STAGES: Mapping[str, Q] = {
    "running": Q(ended_at=None),
    "unwritten": Q(ended_at__isnull=False, written_at=None),
    "waiting": Q(written_at__isnull=False, word=""),
    "confirmed": Q(word="confirmed"),
    "rejected": Q(word="rejected"),
}


def known_stage(said: str) -> str:
    """The stage that is asked for; an odd one is every stage."""
    return said if said in STAGES else ""


@dataclass(frozen=True)
class Page:
    rows: Sequence[RemoteSession]
    after: str


def sessions(actor: Actor, *, stage: str = "", hospital: int | None = None, after: str = "", size: int = PAGE) -> Page:
    """Sessions that this person may know of, newest first. One query."""
    rows = RemoteSession.objects.for_actor(actor).select_related(*AROUND_SESSION)
    if stage in STAGES:
        rows = rows.filter(STAGES[stage])
    if hospital is not None:
        rows = rows.filter(ticket__hospital=hospital)
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def open_asks(actor: Actor, now: datetime, *, hospital: int | None = None) -> list[Authorisation]:
    """What waits for a hospital's answer and can still be granted, the oldest first. One query."""
    rows = Authorisation.objects.for_actor(actor).filter(state=State.ASKED, asked_until__gt=now)
    if hospital is not None:
        rows = rows.filter(ticket__hospital=hospital)
    return list(rows.select_related("ticket__hospital", "asked_by").order_by("pk")[:MOST])


def authorisations_on(actor: Actor, ticket_id: int) -> list[Authorisation]:
    """Those on a card with their sessions, the newest first. Two queries."""
    rows = Authorisation.objects.for_actor(actor).filter(ticket=ticket_id).select_related(*AROUND)
    within: QuerySet[RemoteSession] = RemoteSession.objects.select_related("operator", "written_by", "word_by")
    return list(rows.prefetch_related(Prefetch("sessions", within.order_by("pk"))).order_by("-pk")[:MOST])


def proposal_on(ticket_id: int) -> OnsiteClock | None:
    """The proposal that waits for a word. One query."""
    return OnsiteClock.objects.filter(ticket=ticket_id, state=OnsiteClock.State.PROPOSED).first()


def clock_on(ticket_id: int) -> OnsiteClock | None:
    """The newest clock of a card, with who answered it. One query."""
    return OnsiteClock.objects.filter(ticket=ticket_id).select_related("answered_by").order_by("-pk").first()


@dataclass(frozen=True)
class OnCard:
    """What of the remote service a card's page shows."""

    asked: int
    running: int
    proposed: OnsiteClock | None


def remote_on(card: Card, now: datetime) -> OnCard | None:
    """None for a card without remote service, and then nothing is asked; else three queries."""
    if not any(event.code == Code.REMOTE_ASKED for event in card.events):
        return None
    asked = Authorisation.objects.filter(ticket=card.ticket.pk, state=State.ASKED, asked_until__gt=now).count()
    running = RemoteSession.objects.filter(ticket=card.ticket.pk, ended_at=None).count()
    return OnCard(asked, running, proposal_on(card.ticket.pk))


def tools(now: datetime) -> list[str]:
    """By what a session may be held, as it is set. One query."""
    return listed(value(REMOTE_TOOLS, now))


def is_open(now: datetime) -> bool:
    """Is it within the hours of the remote service?"""
    return working_times(newest().pk)[CalendarName.REMOTE].is_open(now)
