"""The instalments of agreements on a month's statement. They are owed by the agreement and paid there, each by its own
row; the statement names them beside what was quoted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from shouwen.apps.agreements.models import Instalment, PaidPeriod
from shouwen.apps.billing.models import Statement, StatementFee
from shouwen.policy.fees import Month, is_unpaid

DAY = timedelta(days=1)
ABOUT = ("line__agreement", "line__module", "line__campus")


@dataclass(frozen=True)
class FeeNow:
    """`number` of `parts`; `is_open`: due, and not paid when the month ends. In fen."""

    period: PaidPeriod
    number: int
    parts: int
    due_on: date
    amount: int
    paid_on: date | None
    receipt: str
    is_open: bool


def month_of(first: date) -> Month:
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1, day=1)
    return Month(first, following - DAY)


def fees_of(statement: Statement) -> list[FeeNow]:
    """As they stand; of a closed statement as they stood. One query."""
    if statement.closed_at is None:
        return fees_now(statement.hospital_id, month_of(statement.month))
    kept = statement.fees.select_related(*(f"period__{name}" for name in ABOUT))
    return [
        FeeNow(
            each.period, each.number, each.parts, each.due_on, each.amount_fen, each.paid_on, each.receipt, each.is_open
        )
        for each in kept
    ]


def fees_now(hospital_id: int, month: Month) -> list[FeeNow]:
    """The first due first. What would fall due after an agreement was ended is not owed. One query."""
    rows = _named(month).filter(period__line__agreement__hospital=hospital_id)
    found = rows.select_related(*(f"period__{name}" for name in ABOUT))
    return [
        FeeNow(
            row.period,
            row.number,
            row.parts,
            row.due_on,
            row.amount,
            row.paid_on,
            row.receipt,
            is_unpaid(month, row.due_on, row.paid_on),
        )
        for row in found.annotate(parts=Count("period__instalments")).order_by("due_on", "pk")
    ]


def hospitals_with_fees(month: Month) -> set[int]:
    """Whose statement of this month names an instalment. One query."""
    return set(_named(month).order_by().values_list("period__line__agreement__hospital", flat=True).distinct())


def keep_fees(statement: Statement, fees: Sequence[FeeNow]) -> None:
    """Freeze them with the statement; what is paid later is on a later one."""
    month = month_of(statement.month)
    StatementFee.objects.bulk_create(
        StatementFee(
            statement=statement,
            place=place,
            period=fee.period,
            number=fee.number,
            parts=fee.parts,
            due_on=fee.due_on,
            amount_fen=fee.amount,
            paid_on=fee.paid_on if fee.paid_on and fee.paid_on <= month.last else None,
            receipt=fee.receipt if not fee.is_open else "",
            is_open=fee.is_open,
        )
        for place, fee in enumerate(fees, 1)
    )


def _named(month: Month) -> QuerySet[Instalment]:
    """What `policy.fees.is_named` says, as a condition."""
    paid_within = Q(paid_on__range=(month.first, month.last))
    owed = Q(due_on__lte=month.last) & (Q(paid_on=None) | Q(paid_on__gt=month.last))
    lasting = Q(period__line__terminated_on=None) | Q(due_on__lt=F("period__line__terminated_on"))
    return Instalment.objects.filter(paid_within | (owed & lasting))
