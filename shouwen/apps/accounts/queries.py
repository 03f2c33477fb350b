"""A hospital's account: phases, units, people, what ends next, what is unpaid, and what the year has brought."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count, F, Sum

from shouwen.apps.agreements.book import LineNow, of_hospital
from shouwen.apps.agreements.models import Agreement, Line, PaidPeriod
from shouwen.apps.agreements.queries import terms
from shouwen.apps.billing.figures import Settling
from shouwen.apps.billing.models import Quote, Statement, Work
from shouwen.apps.billing.queries import open_quotes_of, open_statements_of, spent_on
from shouwen.apps.customers.models import Hospital, Posting
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import with_roles
from shouwen.apps.tickets.models import Rating, Ticket
from shouwen.apps.tickets.urgent_units import Units, used_of
from shouwen.policy.decision import SHANGHAI
from shouwen.policy.phases import end_of_cover

YEAR = timedelta(days=365)


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
    """What a year has brought: cards, those of grades 1 and 2, and how satisfied the hospital was."""

    cards: int
    grave: int
    rated: int
    # Of five; None while nothing was rated.
    score: float | None
    minutes: int = 0


def account_of(hospital: Hospital, today: date) -> Account:
    """The account of one hospital, as it stands today. Twelve queries, however many lines it has."""
    kept = of_hospital(hospital.pk, today)
    lines = [line.line for _agreement, lines in kept for line in lines]
    ends = [(line, end) for line in lines if (end := end_of_cover(terms(line), today)) is not None]
    postings = list(Posting.objects.filter(hospital=hospital, until=None).order_by("since"))
    named = [(agreement.engineer_id, agreement.number) for agreement, _lines in kept if agreement.engineer_id]
    people = with_roles(
        {hospital.account_manager_id, hospital.deputy_id, *(pk for pk, _ in named), *(p.engineer_id for p in postings)}
    )
    return Account(
        agreements=kept,
        units=used_of(lines, today),
        next_end=min(ends, key=lambda each: (each[1], each[0].pk), default=None),
        engineers=_engineers(named, postings, people),
        account_manager=people.get(hospital.account_manager_id),
        deputy=people.get(hospital.deputy_id or 0),
        quotes=open_quotes_of(hospital.pk),
        statements=open_statements_of(hospital.pk),
    )


def _engineers(
    named: Iterable[tuple[int | None, str]], postings: Iterable[Posting], people: Mapping[int, User]
) -> list[Engineer]:
    """Each person once: those whom an agreement names first."""
    found: dict[int, Engineer] = {}
    since = {posting.engineer_id: posting.since for posting in postings}
    for pk, number in named:
        if pk is not None and pk in people:
            found.setdefault(pk, Engineer(people[pk], number, since.get(pk)))
    for pk, first in since.items():
        if pk in people:
            found.setdefault(pk, Engineer(people[pk], "", first))
    return list(found.values())


def use_of(hospital_ids: Iterable[int], today: date) -> Mapping[tuple[int, int | None], Use]:
    """What the last 365 days have brought, by hospital and module. Three queries."""
    ids, since = list(hospital_ids), datetime.combine(today - YEAR, time(), SHANGHAI)
    rows = Ticket.objects.filter(hospital__in=ids, accepted_at__gt=since).order_by()
    grouped = rows.values_list("hospital", "module", "grade").annotate(number=Count("pk"))
    cards: dict[tuple[int, int | None], list[int]] = {}
    for hospital, module, grade, number in grouped:
        counted = cards.setdefault((hospital, module), [0, 0])
        counted[0] += number
        counted[1] += number if grade <= 2 else 0
    rated = Rating.objects.filter(ticket__hospital__in=ids, at__gt=since).order_by()
    scores = {
        (hospital, module): (number, float(score))
        for hospital, module, number, score in rated.values_list("ticket__hospital", "ticket__module").annotate(
            number=Count("pk"), score=Avg("score")
        )
    }
    took = F("plain_minutes") + F("night_minutes") + F("rest_day_minutes") + F("holiday_minutes")
    work = Work.objects.filter(hospital__in=ids, struck_at=None, started_at__gt=since).order_by()
    minutes = {
        (hospital, module): int(total or 0)
        for hospital, module, total in work.values_list("hospital", "ticket__module").annotate(total=Sum(took))
    }
    found = {}
    for key in cards.keys() | scores.keys() | minutes.keys():
        (number, grave), (rated_by, score) = cards.get(key, [0, 0]), scores.get(key, (0, None))
        found[key] = Use(number, grave, rated_by, score, minutes.get(key, 0))
    return found


def use_for(found: Mapping[tuple[int, int | None], Use], hospital_id: int, module_id: int | None) -> Use:
    """Of a module, or of the whole hospital."""
    mine = [use for (hospital, module), use in found.items() if hospital == hospital_id and module_id in {None, module}]
    rated = sum(use.rated for use in mine)
    total = sum(use.rated * use.score for use in mine if use.score is not None)
    return Use(
        sum(use.cards for use in mine),
        sum(use.grave for use in mine),
        rated,
        round(total / rated, 1) if rated else None,
        sum(use.minutes for use in mine),
    )


def running_period(line: Line, today: date) -> PaidPeriod | None:
    """The paid period of today, or the last one before it; needs the line's periods."""
    begun = [period for period in line.paid_periods.all() if period.starts_on <= today]
    return max(begun, key=lambda period: (period.ends_on, period.pk), default=None)


@dataclass(frozen=True)
class Effort:
    """Our work at a hospital within a year, beside what it pays for that year; money in fen."""

    minutes: int
    worth: int
    fee: int


def effort_of(hospital_id: int, lines: Iterable[Line], today: date, now: datetime) -> Effort:
    """Hours of the last 365 days against the fees of the periods that run today. One query."""
    spent = spent_on(hospital_id, now - YEAR, now)
    running = [period for line in lines for period in line.paid_periods.all() if period.covers_day(today)]
    return Effort(spent.minutes, spent.worth_fen, sum(period.yearly_fee() for period in running))
