"""A hospital's account: phases, units, people, what ends next, what is unpaid, and what the year has brought."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from shouwen.apps.agreements.book import LineNow, of_hospital
from shouwen.apps.agreements.models import Agreement, Line, PaidPeriod
from shouwen.apps.agreements.queries import terms
from shouwen.apps.billing.figures import Settling, unsettled_of
from shouwen.apps.billing.models import Quote, Statement, Work
from shouwen.apps.billing.queries import open_quotes_of
from shouwen.apps.customers.models import Hospital, Posting
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import by_id
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.urgent_units import Units, used_of
from shouwen.policy.decision import SHANGHAI
from shouwen.policy.phases import end_of_cover

YEAR = timedelta(days=365)
COUNTED = ("cards", "grave", "rated", "points", "took", "worth")


@dataclass(frozen=True)
class Engineer:
    """Somebody who knows this hospital, and by what: named in an agreement, or posted there."""

    person: User
    agreement: str
    posted_since: date | None


@dataclass(frozen=True)
class Account:
    agreements: Sequence[tuple[Agreement, Sequence[LineNow]]]
    units: Mapping[int, Units]
    # The line whose cover ends first, and when; None while nothing is covered.
    next_end: tuple[Line, date] | None
    engineers: Sequence[Engineer]
    account_manager: User | None
    deputy: User | None
    # What waits for the hospital's word, and what is closed and not settled.
    quotes: Sequence[Quote]
    statements: Sequence[tuple[Statement, Settling]]

    @property
    def lines(self) -> list[LineNow]:
        return [line for _agreement, lines in self.agreements for line in lines]


@dataclass(frozen=True)
class Use:
    """What a year has brought: cards, those of grades 1 and 2, and how satisfied the hospital was with them."""

    cards: int = 0
    grave: int = 0
    rated: int = 0
    # The sum of what was rated, five at the most each.
    points: int = 0
    # Our work: how long, and what it would cost by the rate card, in fen.
    minutes: int = 0
    worth: int = 0

    @property
    def score(self) -> float | None:
        """Of five; None while nothing was rated."""
        return round(self.points / self.rated, 1) if self.rated else None

    def __add__(self, other: "Use") -> "Use":
        return Use(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def account_of(hospital: Hospital, today: date) -> Account:
    """The account of one hospital, as it stands today. Seven queries, however many lines it has."""
    kept = of_hospital(hospital.pk, today)
    lines = [line.line for _agreement, lines in kept for line in lines]
    ends = [(line, end) for line in lines if (end := end_of_cover(terms(line), today)) is not None]
    named: dict[int, str] = {}
    for each, _lines in kept:
        if each.engineer_id is not None:
            named.setdefault(each.engineer_id, each.number)
    ids = sorted({pk for pk in [hospital.account_manager_id, hospital.deputy_id, *named] if pk is not None})
    rows: Any = _PEOPLE.ask(hospital=hospital.pk, people=ids)
    people, since = by_id(rows), {row.pk: row.posted_since for row in rows}
    return Account(
        agreements=kept,
        units=used_of(lines, today),
        next_end=min(ends, key=lambda each: (each[1], each[0].pk), default=None),
        engineers=_engineers(named, since, people),
        account_manager=people.get(hospital.account_manager_id),
        deputy=people.get(hospital.deputy_id or 0),
        quotes=open_quotes_of(hospital.pk),
        statements=unsettled_of(hospital.pk),
    )


def _build_people(hospital: int, people: Sequence[int]) -> QuerySet[User]:
    """These people and whoever is posted at a hospital: a row for each role, with the day since when he is."""
    posted = Posting.objects.filter(hospital=hospital, until=None)
    first = posted.filter(engineer=OuterRef("pk")).order_by("since").values("since")[:1]
    wanted = User.objects.filter(Q(pk__in=people) | Q(pk__in=posted.values("engineer")))
    return wanted.annotate(role=F("grants__role"), posted_since=Subquery(first))


_PEOPLE = Prepared(_build_people)


def _engineers(
    named: Mapping[int, str], since: Mapping[int, date | None], people: Mapping[int, User]
) -> list[Engineer]:
    """Each person once: those whom an agreement names, the newest first, then by how long they have been there."""
    posted = sorted((day, pk) for pk, day in since.items() if day is not None and pk not in named)
    ids: list[int] = [*(pk for pk in named if pk in people), *(pk for _day, pk in posted)]
    return [Engineer(people[pk], named.get(pk, ""), since.get(pk)) for pk in ids]


def use_of(hospital_ids: Iterable[int], today: date) -> Mapping[tuple[int, int | None], Use]:
    """What the last 365 days have brought, by hospital and module: cards, how they were rated, our work. One query."""
    ids, since = list(hospital_ids), datetime.combine(today - YEAR, time(), SHANGHAI)
    nothing = Value(0)
    cards = Ticket.objects.filter(hospital__in=ids, accepted_at__gt=since).order_by().values("hospital", "module")
    asked = cards.annotate(
        cards=Count("pk"),
        grave=Count("pk", filter=Q(grade__lte=2)),
        rated=Count("rating"),
        points=Coalesce(Sum("rating__score"), nothing),
        took=nothing,
        worth=nothing,
    )
    minutes = F("plain_minutes") + F("night_minutes") + F("rest_day_minutes") + F("holiday_minutes")
    work = Work.objects.filter(hospital__in=ids, struck_at=None, started_at__gt=since).order_by()
    done = work.values("hospital", "ticket__module").annotate(
        cards=nothing,
        grave=nothing,
        rated=nothing,
        points=nothing,
        took=Sum(minutes),
        worth=Coalesce(Sum("worth_fen"), nothing),
    )
    found: dict[tuple[int, int | None], Use] = {}
    for hospital, module, *counted in asked.values_list("hospital", "module", *COUNTED).union(
        done.values_list("hospital", "ticket__module", *COUNTED), all=True
    ):
        found[hospital, module] = found.get((hospital, module), Use()) + Use(*map(int, counted))
    return found


def use_for(found: Mapping[tuple[int, int | None], Use], hospital_id: int, module_id: int | None) -> Use:
    """Of a module, or of the whole hospital."""
    mine = [use for (hospital, module), use in found.items() if hospital == hospital_id and module_id in {None, module}]
    return sum(mine, Use())


def running_period(line: Line, today: date) -> PaidPeriod | None:
    """The paid period of today, or the last one before it; needs the line's periods."""
    begun = [period for period in line.paid_periods.all() if period.starts_on <= today]
    return max(begun, key=lambda period: (period.ends_on, period.pk), default=None)


def fees_of_a_year(lines: Iterable[Line], today: date) -> int:
    """What a hospital pays a year for the periods that run today, in fen: what our hours stand against. No query."""
    running = [period for line in lines for period in line.paid_periods.all() if period.covers_day(today)]
    return sum(period.yearly_fee() for period in running)
