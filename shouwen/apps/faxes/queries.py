"""Faxes for the list, and of one card, each with how its sending stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from shouwen.apps.faxes.models import FaxIn, FaxOut, FaxTry
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.fax import Result
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

PAGE = 30
MOST_OF_CARD = 50
State = Delivery.State
# What the gateway has not told is told by the delivery.
STANDS: Mapping[str, str] = {
    State.PENDING: "queued",
    State.SENT: "handed_over",
    State.DEAD: "failed",
    State.STALE: "too_late",
    State.NO_ROUTE: "no_route",
    State.WITHDRAWN: "withdrawn",
    State.GIVEN_UP: "failed",
}


@dataclass(frozen=True)
class Try:
    row: FaxTry
    state: str
    # The words of the mail server, as they are.
    why: str = ""


@dataclass(frozen=True)
class Fax:
    """One that goes out. `state`: delivered, called_off, to_print, or how its last try stands."""

    row: FaxOut
    tries: Sequence[Try]
    state: str
    may_send: bool


@dataclass(frozen=True)
class PageIn:
    rows: Sequence[FaxIn]
    after: str


@dataclass(frozen=True)
class PageOut:
    rows: Sequence[Fax]
    after: str


def faxes_in(actor: Actor, after: str = "", *, size: int = PAGE) -> PageIn:
    """Newest first. One query."""
    rows = (
        FaxIn.objects.for_actor(actor).select_related("ticket__hospital", "mail", "by").order_by("-received_at", "-pk")
    )
    start = _start(after)
    found = list(rows[start : start + size + 1])
    return PageIn(found[:size], str(start + size) if len(found) > size else "")


def faxes_out(actor: Actor, after: str = "", *, size: int = PAGE) -> PageOut:
    """Newest first. Three queries."""
    rows = _whole(actor).order_by("-made_at", "-pk")
    start = _start(after)
    found = list(rows[start : start + size + 1])
    return PageOut(_standing(found[:size]), str(start + size) if len(found) > size else "")


def in_of_card(ticket: Ticket) -> list[FaxIn]:
    """Of a card that the reader was shown already, oldest first. One query."""
    rows = FaxIn.objects.filter(ticket=ticket).select_related("mail", "by")
    return list(rows.order_by("received_at", "pk")[:MOST_OF_CARD])


def out_of_card(actor: Actor, ticket: Ticket) -> list[Fax]:
    """The newest first. Three queries."""
    return _standing(list(_whole(actor).filter(ticket=ticket).order_by("-pk")[:MOST_OF_CARD]))


def find(actor: Actor, fax_id: int) -> FaxOut:
    """Refused: `absent`."""
    found = _whole(actor).filter(pk=fax_id).first()
    if found is None:
        raise Refused("absent")
    return found


def standing(fax: FaxOut) -> Fax:
    """How one stands. Two queries."""
    return _standing([fax])[0]


def has_gateway() -> bool:
    return settings.FAX is not None and bool(settings.FAX.domain)


def _whole(actor: Actor) -> QuerySet[FaxOut]:
    return FaxOut.objects.for_actor(actor).select_related("ticket__hospital", "made_by").prefetch_related("tries__by")


def _standing(rows: Sequence[FaxOut]) -> list[Fax]:
    keys = [each.key for row in rows for each in row.tries.all() if each.key]
    deliveries = {each.key: each for each in Delivery.objects.filter(key__in=keys)} if keys else {}
    return [_fax(row, deliveries) for row in rows]


def _fax(row: FaxOut, deliveries: Mapping[str, Delivery]) -> Fax:
    tries = [_try(each, deliveries.get(each.key or "")) for each in row.tries.all()]
    under_way = any(each.state in {"queued", "handed_over"} for each in tries)
    state = row.end or (tries[-1].state if tries else "to_print")
    return Fax(row, tries, state, may_send=not row.end and not under_way and has_gateway())


def _try(row: FaxTry, delivery: Delivery | None) -> Try:
    if row.result != Result.WAITING or delivery is None:
        return Try(row, row.result)
    return Try(row, STANDS[delivery.state], delivery.last_error if delivery.state != State.SENT else "")


def _start(after: str) -> int:
    return int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
