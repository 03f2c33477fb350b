"""How delivery stands: for the page that a person looks at and the machine that watches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from shouwen.apps.outbox.channels import senders
from shouwen.apps.outbox.models import Delivery, Rest, Suspension

State = Delivery.State


@dataclass(frozen=True)
class Standing:
    """One channel: what waits and since when, what was given up, and when it last worked."""

    channel: str
    pending: int
    oldest_due: datetime | None
    dead: int
    no_route: int
    last_sent: datetime | None


def standing() -> list[Standing]:
    """Every channel that was ever used, by name. One query."""
    rows = Delivery.objects.values("channel").annotate(
        pending=Count("pk", filter=Q(state=State.PENDING)),
        oldest_due=Min("not_before", filter=Q(state=State.PENDING)),
        dead=Count("pk", filter=Q(state=State.DEAD)),
        no_route=Count("pk", filter=Q(state=State.NO_ROUTE)),
        last_sent=Max("ended_at", filter=Q(state=State.SENT)),
    )
    return [
        Standing(r["channel"], r["pending"], r["oldest_due"], r["dead"], r["no_route"], r["last_sent"])
        for r in rows.order_by("channel")
    ]


def dead_letters(size: int = 50) -> Sequence[Delivery]:
    """What was given up, newest first."""
    return list(Delivery.objects.filter(state=State.DEAD).order_by("-ended_at", "-pk")[:size])


@dataclass(frozen=True)
class Page:
    deliveries: Sequence[Delivery]
    # The cursor of the next page, "" when this is the last one.
    after: str


def untended(after: str = "", size: int = 25) -> Page:
    """Dead letters that nobody has tended yet, newest first; while delivery is suspended also what waits."""
    states = [State.DEAD, State.PENDING] if Suspension.objects.exists() else [State.DEAD]
    rows = Delivery.objects.filter(state__in=states).order_by("-pk")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def dead_count() -> int:
    """How many wait for a person. One query, by an index that holds nothing else."""
    return Delivery.objects.filter(state=State.DEAD).count()


def resting() -> Sequence[Rest]:
    """Channels over which nothing can be sent now, by name."""
    return list(Rest.objects.order_by("channel"))


@dataclass(frozen=True)
class Unknown:
    """Deliveries of a channel that this version does not know: they wait for one that does."""

    channel: str
    waiting: int
    since: datetime


def unknown() -> list[Unknown]:
    """What a newer version has written. One query."""
    rows = Delivery.objects.filter(state=State.PENDING).exclude(channel__in=list(senders()))
    counted = rows.values("channel").annotate(waiting=Count("pk"), since=Min("made_at")).order_by("channel")
    return [Unknown(row["channel"], row["waiting"], row["since"]) for row in counted]


def suspended() -> Suspension | None:
    return Suspension.objects.first()
