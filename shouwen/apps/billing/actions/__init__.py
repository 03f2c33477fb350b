"""The acts on quotes, work, statements and rate cards; every door calls the same ones."""

from shouwen.apps.billing.actions.answer import confirm_quote, decline_quote, expire_quote
from shouwen.apps.billing.actions.quote import (
    LineFacts,
    QuoteFacts,
    draft_quote,
    revise_quote,
    send_quote,
    withdraw_quote,
)
from shouwen.apps.billing.actions.rates import RateFacts, publish_rates
from shouwen.apps.billing.actions.settling import credit, record_invoice, record_payment, record_refund
from shouwen.apps.billing.actions.statement import close_statement, draft_statement
from shouwen.apps.billing.actions.work import WorkFacts, log_work, strike_work

__all__ = [
    "LineFacts",
    "QuoteFacts",
    "RateFacts",
    "WorkFacts",
    "close_statement",
    "confirm_quote",
    "credit",
    "decline_quote",
    "draft_quote",
    "draft_statement",
    "expire_quote",
    "log_work",
    "publish_rates",
    "record_invoice",
    "record_payment",
    "record_refund",
    "revise_quote",
    "send_quote",
    "strike_work",
    "withdraw_quote",
]
