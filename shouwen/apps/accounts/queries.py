"""A hospital's account: phases, units, people, what ends next, what is unpaid, and what the year has brought."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count

from shouwen.apps.agreements.book import LineNow, of_hospital
from shouwen.apps.agreements.models import Agreement, Line, PaidPeriod
from shouwen.apps.agreements.queries import terms
from shouwen.apps.customers.models import Hospital, Posting
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import with_roles
from shouwen.apps.tickets.models import Rating, Ticket
from shouwen.apps.tickets.urgent_units import Units, used_of
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


def account_of(hospital: Hospital, today: date) -> Account:
    """The account of one hospital, as it stands today. Eight queries, however many lines it has."""
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
    """What the last 365 days have brought, by hospital and module. Two queries."""
    ids, since = list(hospital_ids), today - YEAR
    rows = Ticket.objects.filter(hospital__in=ids, accepted_at__date__gt=since).order_by()
    grouped = rows.values_list("hospital", "module", "grade").annotate(number=Count("pk"))
    cards: dict[tuple[int, int | None], list[int]] = {}
    for hospital, module, grade, number in grouped:
        counted = cards.setdefault((hospital, module), [0, 0])
        counted[0] += number
        counted[1] += number if grade <= 2 else 0
    rated = Rating.objects.filter(ticket__hospital__in=ids, at__date__gt=since).order_by()
    scores = {
        (hospital, module): (number, float(score))
        for hospital, module, number, score in rated.values_list("ticket__hospital", "ticket__module").annotate(
            number=Count("pk"), score=Avg("score")
        )
    }
    return {
        key: Use(cards.get(key, [0, 0])[0], cards.get(key, [0, 0])[1], *scores.get(key, (0, None)))
        for key in cards.keys() | scores.keys()
    }


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
    )


def running_period(line: Line, today: date) -> PaidPeriod | None:
    """The paid period of today, or the last one before it; needs the line's periods."""
    begun = [period for period in line.paid_periods.all() if period.starts_on <= today]
    return max(begun, key=lambda period: (period.ends_on, period.pk), default=None)
