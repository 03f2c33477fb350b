"""What a hospital owes today, as the rows that it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shouwen.apps.billing.fees import FeeNow, fees_now
from shouwen.apps.billing.figures import Settling, about, balance, unsettled_of
from shouwen.apps.billing.models import Posting, Statement
from shouwen.policy.fees import Month

MOST = 200


@dataclass(frozen=True)
class Owed:
    """`statements`: closed and not settled; `unbilled`: confirmed, and on no closed statement yet; `fees`: instalments
    of agreements, due and unpaid. `books` is what the books say, in fen."""

    statements: Sequence[tuple[Statement, Settling]]
    unbilled: Sequence[Posting]
    fees: Sequence[FeeNow]
    books: int

    @property
    def unbilled_fen(self) -> int:
        return sum(row.signed.gross for row in self.unbilled)

    @property
    def rest(self) -> int:
        """Of rows beyond the longest list; nothing as a rule."""
        return self.books - sum(how.left for _statement, how in self.statements) - self.unbilled_fen

    @property
    def fen(self) -> int:
        return self.books + sum(fee.amount for fee in self.fees)


def owed_by(hospital_id: int, today: date) -> Owed:
    """Its rows add up to `fen`; a test says so. Four queries."""
    rows = about(Posting.objects.filter(hospital=hospital_id, line=None, credit_note=None, payment=None))
    fees = [fee for fee in fees_now(hospital_id, Month(today, today)) if fee.is_open]
    return Owed(unsettled_of(hospital_id), list(rows.order_by("-pk")[:MOST]), fees, balance(hospital_id))
