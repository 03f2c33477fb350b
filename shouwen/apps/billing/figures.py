"""The figures of a statement, each with the rows that it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Sum as Total
from django.db.models.functions import Coalesce

from shouwen.apps.billing.fees import DAY, FeeNow, fees_of, month_of
from shouwen.apps.billing.models import CreditNote, Leg, Payment, Posting, Statement, StatementLine
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.accounts import Account, Entry, Settled, settled
from shouwen.policy.money import NOTHING, Sum

ABOUT = ("quote__ticket", "credit_note__statement", "payment__statement")


@dataclass(frozen=True)
class LineNow:
    """A posting as a line of the statement."""

    posting: Posting
    card: str
    words: str
    signed: Sum


@dataclass(frozen=True)
class Figures:
    """`lines`: what the statement charges; `moves`: paid, refunded and taken back within its month; `fees`:
    instalments of agreements, which are paid by the agreement."""

    opening_fen: int
    lines: Sequence[LineNow]
    moves: Sequence[Posting]
    fees: Sequence[FeeNow] = ()

    @property
    def total(self) -> Sum:
        return sum((line.signed for line in self.lines), NOTHING)

    @property
    def moved_fen(self) -> int:
        return sum(row.signed.gross for row in self.moves)

    @property
    def closing_fen(self) -> int:
        return self.opening_fen + self.total.gross + self.moved_fen

    @property
    def fees_fen(self) -> int:
        """Of the instalments what is due and not paid when the month ends."""
        return sum(fee.amount for fee in self.fees if fee.is_open)

    @property
    def to_pay_fen(self) -> int:
        return self.closing_fen + self.fees_fen


@dataclass(frozen=True)
class Settling:
    """How a closed statement stands: taken back, paid (less refunds), and what is left."""

    gross: int
    credited: int
    paid: int

    @property
    def left(self) -> int:
        return self.gross - self.credited - self.paid

    @property
    def state(self) -> Settled:
        return settled(self.gross, self.credited, self.paid)


def month_after(month: date) -> datetime:
    """The first instant that is not of this month any more."""
    return datetime.combine(month_of(month).last + DAY, time(), DESK_ZONE)


def figures_of(statement: Statement) -> Figures:
    """As it stands: a closed one as it was closed. Five queries at the most."""
    if statement.closed_at is None:
        lines = [_line(posting) for posting in unstated(statement.hospital_id, statement.month)]
    else:
        kept = StatementLine.objects.filter(statement=statement).select_related(*(f"posting__{name}" for name in ABOUT))
        lines = [LineNow(each.posting, each.card, each.words, each.total) for each in kept]
    moves, fees = list(about(moves_of(statement))), fees_of(statement)
    if statement.closed_at is not None:
        return Figures(statement.opening_fen, lines, moves, fees)
    mine = {line.posting.pk for line in lines}
    opening = balance_of_rows(opening_rows(statement).exclude(pk__in=mine))
    return Figures(opening, lines, moves, fees)


def unstated(hospital_id: int, month: date) -> list[Posting]:
    """What no statement has said yet: charges until the month's end, and what was given back of them meanwhile."""
    rows = Posting.objects.filter(hospital=hospital_id, line=None, credit_note=None, quote__isnull=False)
    charges = list(about(rows.filter(entry=Entry.CHARGE, at__lt=month_after(month))))
    quotes = [each.quote_id for each in charges]
    back = list(about(rows.filter(entry=Entry.CREDIT, quote__in=quotes))) if quotes else []
    return sorted([*charges, *back], key=lambda posting: posting.pk)


def opening_rows(statement: Statement) -> QuerySet[Posting]:
    """What the hospital owed before: said by an earlier statement, or moved before the month."""
    start = datetime.combine(statement.month, time(), DESK_ZONE)
    earlier = Q(line__statement__month__lt=statement.month) | Q(line=None, at__lt=start)
    return Posting.objects.filter(earlier, hospital=statement.hospital_id)


def moves_of(statement: Statement) -> QuerySet[Posting]:
    """Payments, refunds and credit notes of the month."""
    start = datetime.combine(statement.month, time(), DESK_ZONE)
    rows = Posting.objects.filter(hospital=statement.hospital_id, at__gte=start, at__lt=month_after(statement.month))
    return rows.filter(Q(payment__isnull=False) | Q(credit_note__isnull=False))


def settlements_of(statement: Statement) -> list[Posting]:
    """What was paid on a closed statement, refunded and taken back of it, whenever that was. One query."""
    mine = Q(payment__statement=statement) | Q(credit_note__statement=statement)
    return list(about(Posting.objects.filter(mine)).order_by("pk"))


def settling_of(statement: Statement) -> Settling:
    """How it stands now. One query."""
    return settlings_of([statement])[statement.pk]


def settlings_of(statements: Sequence[Statement]) -> dict[int, Settling]:
    """The same for many at once. One query."""
    told = Statement.objects.filter(pk__in=[each.pk for each in statements]).annotate(back=BACK, paid=PAID).order_by()
    found = {pk: (back, paid) for pk, back, paid in told.values_list("pk", "back", "paid")}
    return {each.pk: Settling(each.total.gross, *found[each.pk]) for each in statements}


def unsettled_of(hospital_id: int) -> list[tuple[Statement, Settling]]:
    """A hospital's closed statements that are not settled, the oldest first, with what is left. One query."""
    closed = Statement.objects.filter(hospital=hospital_id, closed_at__isnull=False)
    rows: Any = closed.annotate(back=BACK, paid=PAID).order_by("month")[:240]
    told = [(each, Settling(each.total.gross, each.back, each.paid)) for each in rows]
    return [(each, how) for each, how in told if how.left != 0]


def _of_statement(rows: QuerySet[Any], fen: Any) -> Coalesce:
    """The sum over a statement's rows, in fen; 0 where there is none."""
    mine = rows.filter(statement=OuterRef("pk")).order_by().values("statement")
    return Coalesce(Subquery(mine.annotate(fen=Total(fen)).values("fen"), output_field=BigIntegerField()), 0)


_GROSS = F("posting__net_fen") + F("posting__tax_fen")
# What was taken back of a statement, and what was paid on it less what was refunded.
BACK = _of_statement(CreditNote.objects.all(), _GROSS)
PAID = _of_statement(Payment.objects.all(), Case(When(posting__entry=Entry.REFUND, then=-_GROSS), default=_GROSS))


def balance_of_rows(rows: QuerySet[Posting]) -> int:
    """What these postings make the hospital owe."""
    found = Leg.objects.filter(posting__in=rows, account=Account.RECEIVABLE).aggregate(fen=Total("fen"))["fen"]
    return int(found or 0)


def balance(hospital_id: int) -> int:
    """What a hospital owes in all: the sum of its legs on the receivable account."""
    return balance_of_rows(Posting.objects.filter(hospital=hospital_id))


def about(rows: QuerySet[Posting]) -> QuerySet[Posting]:
    """With what they were made for."""
    return rows.select_related(*ABOUT)


def _line(posting: Posting) -> LineNow:
    quote = posting.quote
    card, words = (quote.ticket.number, f"{quote.number} {quote.title}") if quote else ("", "")
    return LineNow(posting, card, words[:200], posting.signed)
