"""续约看板: what ends in the next two quarters, what is at stake, and what the year has brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from shouwen.apps.accounts.access import READS_RENEWALS
from shouwen.apps.accounts.queries import Use, running_period, use_for, use_of
from shouwen.apps.agreements.models import Agreement, Line, PaidPeriod
from shouwen.apps.agreements.queries import terms
from shouwen.apps.customers.models import Hospital
from shouwen.apps.tickets.urgent_units import Units, used_of
from shouwen.policy.phases import Standing, end_of_cover, standing
from shouwen.policy.quarters import quarter_end, quarter_of
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need

# What lapsed so lately is still to be won back.
LAPSED_DAYS = timedelta(days=92)
QUARTERS = 2


@dataclass(frozen=True)
class Renewal:
    """A line that ends soon, or has lapsed lately."""

    line: Line
    hospital: Hospital
    standing: Standing
    ends_on: date
    days_left: int
    # (year, quarter) of the end.
    quarter: tuple[int, int]
    # The fee of the running period, in fen; None where nobody has written it down, or the phase is free.
    at_stake: int | None
    unpaid: int
    units: Units | None
    use: Use


def renewals(actor: Actor, today: date, hospital: int | None = None) -> list[Renewal]:
    """What ends until the end of the second quarter after this one, the earliest first. Eight queries, however many
    lines there are. Refused: `not_your_role`."""
    need(actor, READS_RENEWALS, "read_renewals")
    rows = _lines(actor)
    lines = list(rows if hospital is None else rows.filter(agreement__hospital=hospital))
    ending = [(line, end) for line in lines if (end := _end(line, today)) is not None]
    hospitals = {line.agreement.hospital_id for line, _end in ending}
    used, year = used_of([line for line, _ in ending], today), use_of(hospitals, today) if hospitals else {}
    found = [_renewal(line, end, today, used, year) for line, end in ending]
    return sorted(found, key=lambda each: (each.ends_on, each.hospital.pk, each.line.pk))


def renewal_of(actor: Actor, line_id: int, today: date) -> Renewal:
    """One line of the board. Refused: `not_your_role`, `absent`."""
    need(actor, READS_RENEWALS, "read_renewals")
    line = _lines(actor).filter(pk=line_id).first()
    end = _end(line, today) if line is not None else None
    if line is None or end is None:
        raise Refused("absent")
    return _renewal(line, end, today, used_of([line], today), use_of([line.agreement.hospital_id], today))


def _lines(actor: Actor) -> QuerySet[Line]:
    periods = Prefetch("paid_periods", PaidPeriod.objects.order_by("starts_on").prefetch_related("instalments"))
    seen = Agreement.objects.for_actor(actor).filter(terminated_on=None)
    rows = Line.objects.filter(agreement__in=seen, terminated_on=None).order_by("pk").prefetch_related(periods)
    return rows.select_related("module", "campus", "agreement__hospital__account_manager")


def _end(line: Line, today: date) -> date | None:
    """When its cover ends, or has ended, if that is on the board."""
    agreed = terms(line)
    end = end_of_cover(agreed, today)
    if end is not None:
        return end if end <= quarter_end(today, QUARTERS) else None
    past = [day for day in [line.free_until, *(period.ends_on for period in line.paid_periods.all())] if day < today]
    last = max(past, default=None)
    return last if last is not None and today - last <= LAPSED_DAYS else None


def _renewal(
    line: Line,
    end: date,
    today: date,
    used: Mapping[int, Units],
    year: Mapping[tuple[int, int | None], Use],
) -> Renewal:
    period = running_period(line, today)
    parts = list(period.instalments.all()) if period else []
    hospital = line.agreement.hospital
    return Renewal(
        line=line,
        hospital=hospital,
        standing=standing(terms(line), today),
        ends_on=end,
        days_left=(end - today).days,
        quarter=quarter_of(end),
        at_stake=period.fee if period else None,
        unpaid=sum(part.amount for part in parts if part.paid_on is None),
        units=used.get(line.pk),
        use=use_for(year, hospital.pk, line.module_id),
    )


def at_stake(rows: Sequence[Renewal]) -> int:
    """The sum of the fees, in fen."""
    return sum(row.at_stake or 0 for row in rows)
