"""The supervisor's board: what is about to go wrong now, and who carries how much. Each figure counts a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum

from shouwen.apps.people.models import User
from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.tickets.debts import LIVE, may_see_debts, waited
from shouwen.apps.tickets.filters import ClockState, where
from shouwen.apps.tickets.models import Offer, Ticket
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

# So many of each kind are named on the board itself; the others are behind the figure.
NAMED = 8

ByGrade = Mapping[int, int]


@dataclass
class Load:
    """What a colleague carries: open cards in his hands, by grade, and those for which he is first contact."""

    person: User
    handled: dict[int, int] = field(default_factory=dict)
    first_contact: int = 0

    @property
    def total(self) -> int:
        return sum(self.handled.values())


@dataclass(frozen=True)
class Board:
    soon: ByGrade
    late: ByGrade
    # Cards in nobody's hands, and how long they have been so altogether.
    nobody: ByGrade
    nobodys_time: timedelta
    # The oldest offers that nobody has answered, and on how many cards there is one.
    offers: Sequence[Offer]
    offer_count: int
    loads: Sequence[Load]


def board(actor: Actor, now: datetime) -> Board:
    """Eight queries, however many cards. Refused: `not_your_role`."""
    if not may_see_debts(actor):
        raise Refused("not_your_role", act="board")
    live = Ticket.objects.for_actor(actor).filter(state__in=LIVE)
    soon: dict[int, int] = {}
    late: dict[int, int] = {}
    nobody: dict[int, int] = {}
    figures = live.values("grade").annotate(
        soon=Count("pk", filter=where({"clock": ClockState.SOON.value}, now)),
        late=Count("pk", filter=where({"clock": ClockState.LATE.value}, now)),
        nobody=Count("pk", filter=Q(handler=None)),
    )
    for row in figures.order_by("grade"):
        soon[row["grade"]], late[row["grade"]], nobody[row["grade"]] = row["soon"], row["late"], row["nobody"]
    time = live.filter(handler=None).aggregate(total=Sum(waited(now)))["total"]
    offers = Offer.objects.filter(answer=Offer.Answer.OPEN, ticket__in=live)
    return Board(
        soon,
        late,
        nobody,
        time or timedelta(),
        list(offers.select_related("ticket__hospital", "by", "to").order_by("at", "pk")[:NAMED]),
        offers.count(),
        _loads(actor),
    )


def _loads(actor: Actor) -> list[Load]:
    """The busiest first. Whoever could carry something is there, and whoever does though he may no more."""
    live = Ticket.objects.for_actor(actor).filter(state__in=LIVE)
    handled = list(live.exclude(handler=None).values_list("handler", "grade").annotate(n=Count("pk")))
    answered = list(live.values_list("first_contact").annotate(n=Count("pk")))
    staff = {person.pk: person for person in qualified_staff()}
    carrying = {person for person, *_rest in [*handled, *answered]}
    staff |= User.objects.in_bulk(carrying - set(staff))
    loads = {pk: Load(person) for pk, person in staff.items()}
    for person, grade, count in handled:
        loads[person].handled[grade] = count
    for person, count in answered:
        loads[person].first_contact = count
    return sorted(loads.values(), key=lambda load: (-load.total, -load.first_contact, load.person.name))
