"""A month of a hospital's requests: how many, how many kept their deadlines, how they were rated."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q

from shouwen.apps.tickets.debts import LIVE
from shouwen.apps.tickets.models import Clock, Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.roles import Actor

# A rating of four or five counts as satisfied.
SATISFIED = 4


@dataclass(frozen=True)
class Month:
    """`decided`: deadlines of its cards that were kept or missed; what still runs counts for neither."""

    first: date
    # Not of the month: open at all.
    open: int
    opened: int
    kept: int
    decided: int
    satisfied: int
    rated: int


def month_of(day: date) -> tuple[datetime, datetime]:
    """The month of a day at the desk: its first instant, and that of the next one."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return datetime.combine(first, time(), DESK_ZONE), datetime.combine(following, time(), DESK_ZONE)


def within(day: date) -> Q:
    """Cards accepted in the month of this day."""
    start, end = month_of(day)
    return Q(accepted_at__gte=start, accepted_at__lt=end)


def figures_of_month(actor: Actor, now: datetime) -> Month:
    """The present month so far, of the cards that this person may see. Two queries."""
    today = now.astimezone(DESK_ZONE).date()
    cards = Ticket.objects.for_actor(actor).filter(within(today))
    met, missed = Q(state="met"), Q(breached_at__isnull=False) & ~Q(state="void")
    clocks = Clock.objects.filter(ticket__in=cards).aggregate(
        kept=Count("pk", filter=met & ~missed), missed=Count("pk", filter=missed)
    )
    month = within(today)
    counted = Ticket.objects.for_actor(actor).aggregate(
        open=Count("pk", filter=Q(state__in=LIVE)),
        opened=Count("pk", filter=month),
        rated=Count("rating", filter=month),
        satisfied=Count("rating", filter=month & Q(rating__score__gte=SATISFIED)),
    )
    return Month(
        first=today.replace(day=1),
        open=counted["open"],
        opened=counted["opened"],
        kept=clocks["kept"],
        decided=clocks["kept"] + clocks["missed"],
        satisfied=counted["satisfied"],
        rated=counted["rated"],
    )
