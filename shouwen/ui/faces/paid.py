"""What is paid of a period, as a page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shouwen.apps.agreements.models import Instalment, Line, PaidPeriod
from shouwen.policy.money import yuan


@dataclass(frozen=True)
class PartFace:
    pk: int
    number: int
    due_on: date
    amount: str
    paid_on: date | None
    receipt: str
    overdue: bool


@dataclass(frozen=True)
class PaidFace:
    """`unpaid`: what is open of the fee; `overdue`: is some of it late?"""

    fee: str
    unpaid: str
    overdue: bool
    # First day on which it covers nothing, "" while it does.
    stopped_since: str
    renewal: str
    parts: Sequence[PartFace]


def money_of(lines: Iterable[Line], today: date) -> Mapping[int, PaidFace]:
    """By paid period. Needs the lines' periods with their instalments."""
    return {period.pk: paid_face(period, today) for line in lines for period in line.paid_periods.all()}


def paid_face(period: PaidPeriod, today: date) -> PaidFace:
    parts = list(period.instalments.all())
    open_parts = [part for part in parts if part.paid_on is None]
    return PaidFace(
        fee=yuan(period.fee) if period.fee is not None else "",
        unpaid=yuan(sum(part.amount for part in open_parts)) if open_parts else "",
        overdue=any(part.due_on < today for part in open_parts),
        stopped_since=period.stops[-1][0] if period.is_stopped_now else "",
        renewal=period.renewal,
        parts=[_part(part, today) for part in parts],
    )


def _part(part: Instalment, today: date) -> PartFace:
    overdue = part.paid_on is None and part.due_on < today
    return PartFace(part.pk, part.number, part.due_on, yuan(part.amount), part.paid_on, part.receipt, overdue)
