"""How delivery stands: for the page that a person looks at and the machine that watches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from shouwen.apps.outbox.models import Delivery, Suspension

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


def suspended() -> Suspension | None:
    return Suspension.objects.first()
