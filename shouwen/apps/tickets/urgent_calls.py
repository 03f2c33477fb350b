"""Urgent responses as their pages ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from shouwen.apps.tickets.models import Ticket, UrgentCall
from shouwen.policy.lifecycle import OPEN, State
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.severity import GRADED_BY_IMPACT

PAGE = 50
LIVE = (UrgentCall.State.ASKED, UrgentCall.State.ACCEPTED)


class View(StrEnum):
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class Page:
    calls: Sequence[UrgentCall]
    after: str


def of_actor(actor: Actor) -> QuerySet[UrgentCall]:
    """The urgent responses of the cards that this person may know of."""
    if actor.sees_all:
        return UrgentCall.objects.all()
    return UrgentCall.objects.filter(ticket__in=Ticket.objects.for_actor(actor))


def calls(actor: Actor, view: View, after: str = "", size: int = PAGE, *, hospital: int | None = None) -> Page:
    """What is open, the oldest first; what is done, the newest first. `after`: a call's key. One query."""
    live = Q(state__in=LIVE)
    rows = of_actor(actor).filter(live if view is View.OPEN else ~live)
    if hospital is not None:
        rows = rows.filter(ticket__hospital=hospital)
    newest = view is View.DONE
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(Q(pk__lt=int(after)) if newest else Q(pk__gt=int(after)))
    related = rows.select_related("ticket__hospital", "by", "assessed_by")
    found = list(related.order_by("-pk" if newest else "pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def newest(actor: Actor, most: int = 30) -> tuple[list[UrgentCall], list[UrgentCall]]:
    """The newest that are open, and those that are done. One query."""
    rows = of_actor(actor).select_related("ticket").order_by("-pk")[:most]
    found = list(rows)
    return [each for each in found if each.state in LIVE], [each for each in found if each.state not in LIVE]


def open_count(actor: Actor, hospital: int | None = None) -> int:
    rows = of_actor(actor).filter(state__in=LIVE)
    return rows.count() if hospital is None else rows.filter(ticket__hospital=hospital).count()


def live_of(actor: Actor, ticket: Ticket) -> UrgentCall | None:
    """The response that is open on a card."""
    return of_actor(actor).filter(ticket=ticket, state__in=LIVE).first()


def why_not(ticket: Ticket) -> Refused | None:
    """Why nobody can be asked to come for this card now, whoever asks; None when somebody can."""
    if State(ticket.state) not in OPEN:
        return Refused("not_now", act="ask_urgent", state=ticket.state)
    return None if ticket.kind in GRADED_BY_IMPACT else Refused("urgent.kind")


def cards_to_choose(actor: Actor, most: int = 30) -> list[Ticket]:
    """Open cards for which somebody might be asked to come today, and none was asked or has come; newest first. One
    query."""
    had = UrgentCall.objects.filter(ticket=OuterRef("pk"), state__in=(*LIVE, UrgentCall.State.ARRIVED))
    rows = Ticket.objects.for_actor(actor).filter(~Exists(had), state__in=[s.value for s in OPEN])
    kinds = [kind.value for kind in GRADED_BY_IMPACT]
    return list(rows.filter(kind__in=kinds).select_related("module").order_by("-accepted_at", "-pk")[:most])
