"""What is owed, and by whom: the figures for the director, each of which opens the list that it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce

from shouwen.apps.people.models import User
from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.tickets.models import Chase, Offer, Ticket
from shouwen.policy.lifecycle import ENDED, State
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role

LIVE = [state.value for state in State if state not in ENDED]
SEES_DEBTS = frozenset({Role.DIRECTOR, Role.AUDITOR})
PAGE = 25


class Debt(StrEnum):
    """What a person owes: open cards as first contact, cards in his hands, offers that wait for him; and of the cards
    for which he answers the late ones and those with a chase that nobody has answered."""

    OPEN = "open"
    HANDLED = "handled"
    OFFERS = "offers"
    LATE = "late"
    CHASES = "chases"


GRAVEST = (Debt.LATE, Debt.CHASES, Debt.OPEN, Debt.HANDLED)


@dataclass(frozen=True)
class Owing:
    person: User
    figures: dict[Debt, int]


@dataclass(frozen=True)
class Idle:
    """A page of cards, each with how long it was in nobody's hands; count and sum of all pages together."""

    cards: Sequence[tuple[Ticket, timedelta]]
    after: str
    count: int
    total: timedelta


def may_see_debts(actor: Actor) -> bool:
    return bool(actor.roles & SEES_DEBTS)


def owed(debt: Debt, person: int | None, now: datetime) -> Q:
    """The cards that this figure counts; of everybody when `person` is None."""
    live = Q(state__in=LIVE)
    if debt is Debt.OFFERS:
        offers = Offer.objects.filter(ticket=OuterRef("pk"), answer=Offer.Answer.OPEN)
        return live & Q(Exists(offers if person is None else offers.filter(to=person)))
    if debt is Debt.HANDLED:
        return live & (Q(handler__isnull=False) if person is None else Q(handler=person))
    answers = live if person is None else live & Q(first_contact=person)
    if debt is Debt.LATE:
        return answers & Q(next_due_at__lte=now)
    return answers & is_chased() if debt is Debt.CHASES else answers


def is_chased() -> Q:
    """Cards with a chase that nobody has answered."""
    return Q(Exists(Chase.objects.filter(ticket=OuterRef("pk"), answered_at=None)))


def owing(actor: Actor, now: datetime) -> list[Owing]:
    """What each person owes, most first. Four queries. Refused: `not_your_role`."""
    if not may_see_debts(actor):
        raise Refused("not_your_role", act="debts")
    live = Ticket.objects.for_actor(actor).filter(state__in=LIVE)
    staff = qualified_staff()
    found: dict[int, dict[Debt, int]] = {person.pk: dict.fromkeys(Debt, 0) for person in staff}
    by_first_contact = live.values("first_contact").annotate(
        open=Count("pk"),
        late=Count("pk", filter=Q(next_due_at__lte=now)),
        pressed=Count("pk", filter=is_chased()),
    )
    for row in by_first_contact:
        figures = found.setdefault(row["first_contact"], dict.fromkeys(Debt, 0))
        figures |= {Debt.OPEN: row["open"], Debt.LATE: row["late"], Debt.CHASES: row["pressed"]}
        found[row["first_contact"]] = figures
    for person, count in live.exclude(handler=None).values_list("handler").annotate(n=Count("pk")):
        found.setdefault(person, dict.fromkeys(Debt, 0))[Debt.HANDLED] = count
    offers = Offer.objects.filter(answer=Offer.Answer.OPEN, ticket__in=live)
    for person, count in offers.values_list("to").annotate(n=Count("pk")):
        found.setdefault(person, dict.fromkeys(Debt, 0))[Debt.OFFERS] = count
    people = {person.pk: person for person in staff} | _gone(set(found) - {person.pk for person in staff})
    rows = [Owing(people[pk], figures) for pk, figures in found.items()]
    return sorted(rows, key=lambda row: ([-row.figures[d] for d in GRAVEST], row.person.name))


def idle_of(ticket: Ticket, now: datetime) -> timedelta:
    """How long the card has been in nobody's hands; while nobody has taken it, until now."""
    return ticket.nobody_for if ticket.nobody_for is not None else now - ticket.accepted_at


def waited(now: datetime) -> Coalesce:
    """The same, as the database reckons it."""
    waiting = ExpressionWrapper(Value(now) - F("accepted_at"), output_field=DurationField())
    return Coalesce("nobody_for", waiting, output_field=DurationField())


def _gone(ids: set[int]) -> dict[int, User]:
    """People who are no longer qualified and still owe."""
    return User.objects.in_bulk(ids)


def idle(actor: Actor, since: datetime, until: datetime, now: datetime, after: str = "", *, size: int = PAGE) -> Idle:
    """Cards accepted in [since, until) by their time in nobody's hands, longest first. Two queries.

    Refused: `not_your_role`.
    """
    if not may_see_debts(actor):
        raise Refused("not_your_role", act="debts")
    rows = (
        Ticket.objects.for_actor(actor)
        .filter(accepted_at__gte=since, accepted_at__lt=until)
        .annotate(idle=waited(now))
        .filter(idle__gt=timedelta())
    )
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    page = rows.select_related("hospital", "first_contact", "handler").order_by("-idle", "-pk")
    found = list(page[start : start + size + 1])
    summed = rows.aggregate(cards=Count("pk"), total=Sum("idle"))
    return Idle(
        [(each, idle_of(each, now)) for each in found[:size]],
        str(start + size) if len(found) > size else "",
        summed["cards"],
        summed["total"] or timedelta(),
    )
