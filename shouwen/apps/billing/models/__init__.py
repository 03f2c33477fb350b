"""Rate cards, quotes, work, statements, and the books behind them. Money is whole fen."""

from shouwen.apps.billing.models.books import CreditNote, Leg, Payment, Posting
from shouwen.apps.billing.models.quote import Quote, QuoteLine, Series
from shouwen.apps.billing.models.rates import RateCard
from shouwen.apps.billing.models.statement import Statement, StatementFee, StatementLine
from shouwen.apps.billing.models.work import Work

__all__ = [
    "CreditNote",
    "Leg",
    "Payment",
    "Posting",
    "Quote",
    "QuoteLine",
    "RateCard",
    "Series",
    "Statement",
    "StatementFee",
    "StatementLine",
    "Work",
]
