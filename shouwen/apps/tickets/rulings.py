"""Rulings as their pages ask for them: what waits for whom, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from shouwen.apps.tickets.models import Ruling, Ticket
from shouwen.policy.roles import Actor
from shouwen.policy.ruling import RulingState

PAGE = 50


class View(StrEnum):
    """What waits for development, what waits for the director, and what is done."""

    DEVELOPMENT = "development"
    DIRECTOR = "director"
    DONE = "done"


STATES: dict[View, tuple[RulingState, ...]] = {
    View.DEVELOPMENT: (RulingState.PROPOSED,),
    View.DIRECTOR: (RulingState.APPEALED,),
    View.DONE: (RulingState.DECIDED, RulingState.FINAL, RulingState.WITHDRAWN),
}


@dataclass(frozen=True)
class Page:
    rulings: Sequence[Ruling]
    after: str


def of_actor(actor: Actor) -> QuerySet[Ruling]:
    """The rulings of the cards that this person may know of."""
    if actor.sees_all:
        return Ruling.objects.all()
    return Ruling.objects.filter(ticket__in=Ticket.objects.for_actor(actor))


def rulings(actor: Actor, view: View, after: str = "", size: int = PAGE, *, hospital: int | None = None) -> Page:
    """What waits, the longest first; what is done, the newest first. `after`: a ruling's key. One query."""
    rows = of_actor(actor).filter(state__in=STATES[view])
    if hospital is not None:
        rows = rows.filter(ticket__hospital=hospital)
    newest = view is View.DONE
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(Q(pk__lt=int(after)) if newest else Q(pk__gt=int(after)))
    related = rows.select_related("ticket__hospital", "ticket__module", "by", "decider")
    found = list(related.order_by("-pk" if newest else "pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def counts(actor: Actor, hospital: int | None = None) -> dict[View, int]:
    """How many stand in each view. One query."""
    rows = of_actor(actor) if hospital is None else of_actor(actor).filter(ticket__hospital=hospital)
    states = list(rows.values_list("state", flat=True)[:5000])
    return {view: sum(state in STATES[view] for state in states) for view in View}
