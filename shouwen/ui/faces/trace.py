"""Where a figure of a statement comes from: its rows, with the legs of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, prefetch_related_objects

from shouwen.apps.billing.fees import FeeNow, fees_of
from shouwen.apps.billing.figures import Figures, Settling, figures_of, moves_of, opening_rows, unstated
from shouwen.apps.billing.models import Posting, Statement
from shouwen.policy.refusal import Refused

MOST = 500
OF_FEES = frozenset({"fees", "to_pay"})


@dataclass(frozen=True)
class TraceRow:
    posting: Posting
    fen: int


@dataclass(frozen=True)
class Trace:
    """The rows add up to the figure; a test says so for each."""

    figure: str
    rows: Sequence[TraceRow]
    fen: int
    # How many more rows there are than are shown.
    more: int = 0
    # Instalments of agreements, which stand in no book of ours.
    fees: Sequence[FeeNow] = ()


def trace_of(statement: Statement, figure: str) -> Trace:
    """The rows behind a figure. Refused: `absent` for a figure that no statement has."""
    found = _ROWS.get(figure)
    if found is None:
        raise Refused("absent")
    rows = found(statement)
    prefetch_related_objects([row.posting for row in rows[:MOST]], "legs")
    fees = [fee for fee in fees_of(statement) if fee.is_open] if figure in OF_FEES else []
    total = sum(row.fen for row in rows) + sum(fee.amount for fee in fees)
    return Trace(figure, rows[:MOST], total, max(0, len(rows) - MOST), fees)


def figure_values(figures: Figures) -> dict[str, int]:
    """Each figure of the month, by its code, in fen."""
    return {
        "opening": figures.opening_fen,
        "net": figures.total.net,
        "tax": figures.total.tax,
        "gross": figures.total.gross,
        "moved": figures.moved_fen,
        "closing": figures.closing_fen,
        "fees": figures.fees_fen,
        "to_pay": figures.to_pay_fen,
    }


def settling_values(statement: Statement, how: Settling) -> dict[str, int]:
    """What became of it since it was closed, in fen; of a draft there is nothing to say."""
    return {"credited": how.credited, "paid": how.paid, "left": how.left} if statement.closed_at else {}


def _gross(row: Posting) -> int:
    return row.signed.gross


def _opening(statement: Statement) -> list[TraceRow]:
    mine = [row.pk for row in unstated(statement.hospital_id, statement.month)] if statement.closed_at is None else []
    return _plain(opening_rows(statement).exclude(pk__in=mine))


def _lines(statement: Statement, part: Callable[[Posting], int]) -> list[TraceRow]:
    return [TraceRow(line.posting, part(line.posting)) for line in figures_of(statement).lines]


def _plain(rows: QuerySet[Posting], sign: int = 1) -> list[TraceRow]:
    about = rows.select_related("quote__ticket", "credit_note__statement", "payment__statement", "by").prefetch_related(
        "legs"
    )
    return [TraceRow(row, sign * row.signed.gross) for row in about.order_by("pk")]


def _owing(statement: Statement) -> list[TraceRow]:
    return [*_opening(statement), *_lines(statement, _gross), *_plain(moves_of(statement))]


def _left(statement: Statement) -> list[TraceRow]:
    after = Q(credit_note__statement=statement) | Q(payment__statement=statement)
    return [*_lines(statement, _gross), *_plain(Posting.objects.filter(after))]


_ROWS: Mapping[str, Callable[[Statement], list[TraceRow]]] = {
    "opening": _opening,
    "net": lambda statement: _lines(statement, lambda row: row.signed.net),
    "tax": lambda statement: _lines(statement, lambda row: row.signed.tax),
    "gross": lambda statement: _lines(statement, _gross),
    "moved": lambda statement: _plain(moves_of(statement)),
    "closing": _owing,
    "fees": lambda _statement: [],
    "to_pay": _owing,
    "credited": lambda statement: _plain(Posting.objects.filter(credit_note__statement=statement), -1),
    "paid": lambda statement: _plain(Posting.objects.filter(payment__statement=statement), -1),
    "left": _left,
}
