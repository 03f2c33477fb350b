"""Who can be called for a card, and the alarms as a person may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from shouwen.apps.customers.access import actor_of
from shouwen.apps.duty.queries import holders
from shouwen.apps.paging.models import Alarm, Ring
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import away
from shouwen.apps.tickets.models import Substitution, Ticket
from shouwen.policy.paging import Rung
from shouwen.policy.posts import PostCode
from shouwen.policy.roles import Actor, Role
from shouwen.policy.stand_in import stand_in

PAGE = 25


def candidates(ticket: Ticket, at: datetime) -> Mapping[Rung, Sequence[int]]:
    """Who stands on each rung now and may know of the card, absent people replaced by whoever stands in for them.

    Where the rota names no such deputy or supervisor the hospital's own deputy and account manager are called.
    """
    held = holders(at)
    out = away(at)
    substitute = Substitution.objects.filter(ticket=ticket).order_by("-at", "-pk").first()
    hospital = ticket.hospital

    def of(post: PostCode) -> list[int | None]:
        return [held[post].person.pk] if post in held else []

    named: dict[Rung, list[int | None]] = {
        Rung.PERSON: [
            ticket.handler_id,
            substitute.substitute_id if substitute else ticket.first_contact_id,
            *of(PostCode.SERVICE_CENTRE),
        ],
        Rung.DEPUTY: of(PostCode.DEPUTY),
        Rung.SUPERVISOR: of(PostCode.SUPERVISOR),
        Rung.DIRECTOR: [*User.objects.filter(grants__role=Role.DIRECTOR, is_active=True).values_list("pk", flat=True)],
    }
    own: dict[Rung, list[int | None]] = {
        Rung.DEPUTY: [hospital.deputy_id],
        Rung.SUPERVISOR: [hospital.account_manager_id],
    }
    return {
        rung: _reached(people, ticket, out) or _reached(own.get(rung, []), ticket, out)
        for rung, people in named.items()
    }


def _reached(people: Sequence[int | None], ticket: Ticket, out: Mapping[int, int | None]) -> list[int]:
    present = {each: None for person in people if (each := stand_in(person, out)) is not None}
    known = User.objects.in_bulk(present)
    here = [known[each] for each in present if known[each].is_active]
    return [user.pk for user in here if Ticket.objects.for_actor(actor_of(user)).filter(pk=ticket.pk).exists()]


def may_answer(actor: Actor) -> bool:
    """Whoever's word to a hospital counts may answer any alarm."""
    return actor.is_qualified


@dataclass(frozen=True)
class Page:
    alarms: Sequence[Alarm]
    # The cursor of the next page, "" when this is the last one.
    after: str


def alarms_of(actor: Actor) -> QuerySet[Alarm]:
    """The alarms of cards that this person may know of."""
    if not actor.is_staff:
        return Alarm.objects.none()
    return Alarm.objects.filter(ticket__in=Ticket.objects.for_actor(actor))


def open_alarms(actor: Actor) -> list[Alarm]:
    """What rings now, the oldest first. Three queries."""
    return list(_with_calls(alarms_of(actor).filter(ended_at=None)).order_by("opened_at", "pk")[:100])


def ended_alarms(actor: Actor, after: str = "", *, size: int = PAGE) -> Page:
    """What rang before, the newest first. Three queries."""
    rows = _with_calls(alarms_of(actor).exclude(ended_at=None)).order_by("-pk")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def calls_for(person: int) -> QuerySet[Ring, Any]:
    """The alarms that call this person now, to be counted."""
    return Ring.objects.filter(person=person, alarm__ended_at=None).order_by().values("alarm").distinct()[:20]


def alarm_of(ticket_id: int) -> Alarm | None:
    """The alarm that rings for a card now."""
    return _with_calls(Alarm.objects.filter(ticket=ticket_id, ended_at=None)).first()


def _with_calls(rows: QuerySet[Alarm]) -> QuerySet[Alarm]:
    return rows.select_related("ticket__hospital", "ended_by").prefetch_related("rings__person")
