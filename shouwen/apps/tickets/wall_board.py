"""What the screen on the wall tells of cards: figures, and the one that waits longest for its first word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from shouwen.apps.tickets.debts import LIVE, SEES_DEBTS
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role

AHEAD = timedelta(minutes=30)
# Who leads or audits, and the centre, whose screen it is. All of them see every card.
WATCHES_WALL = SEES_DEBTS | {Role.AGENT}


@dataclass(frozen=True)
class Cards:
    """Open cards by grade, every grade that has any; of all together how many are late, due within `AHEAD`, and
    without a first word, and the oldest of the last."""

    by_grade: Mapping[int, int]
    late: int
    soon: int
    unanswered: int
    oldest: Ticket | None

    @property
    def total(self) -> int:
        return sum(self.by_grade.values())


def may_watch(actor: Actor) -> bool:
    return actor.is_staff and bool(actor.roles & WATCHES_WALL)


def cards(actor: Actor, now: datetime) -> Cards:
    """Two queries, however many cards. Refused: `not_your_role`."""
    if not may_watch(actor):
        raise Refused("not_your_role", act="wall_board")
    live = Ticket.objects.for_actor(actor).filter(state__in=LIVE)
    silent = Q(responded_at=None)
    rows = live.order_by("grade").values("grade").annotate(
        open=Count("pk"),
        late=Count("pk", filter=Q(next_due_at__lte=now)),
        soon=Count("pk", filter=Q(next_due_at__gt=now, next_due_at__lte=now + AHEAD)),
        silent=Count("pk", filter=silent),
    )  # fmt: skip
    found = list(rows)
    oldest = live.filter(silent).select_related("hospital").order_by("accepted_at", "pk").first()
    return Cards(
        {row["grade"]: row["open"] for row in found},
        sum(row["late"] for row in found),
        sum(row["soon"] for row in found),
        sum(row["silent"] for row in found),
        oldest,
    )
