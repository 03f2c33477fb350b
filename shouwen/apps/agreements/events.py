"""Codes that an agreement writes into the ledger, and the one way to write them."""

from datetime import date, datetime
from enum import StrEnum

from shouwen.apps.agreements.models import Agreement
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECT = "agreement"


class Code(StrEnum):
    ADDED = "agreement.added"
    DATES_CHANGED = "agreement.dates_changed"
    LINE_ADDED = "agreement.line_added"
    FREE_END_CHANGED = "agreement.free_end_changed"
    PERIOD_ADDED = "agreement.period_added"
    PERIOD_END_CHANGED = "agreement.period_end_changed"
    TARGETS_CHANGED = "agreement.targets_changed"
    TERMINATED = "agreement.terminated"
    RENEWED = "agreement.renewed"
    FEE_SET = "agreement.fee_set"
    PAID = "agreement.paid"
    PAYMENT_UNDONE = "agreement.payment_undone"
    COVER_STOPPED = "agreement.cover_stopped"
    COVER_RESUMED = "agreement.cover_resumed"
    ENGINEER_NAMED = "agreement.engineer_named"
    DOCUMENT_ADDED = "agreement.document_added"
    DOCUMENT_WITHDRAWN = "agreement.document_withdrawn"
    # By time alone: cover ends in so many days.
    COVER_ENDS = "agreement.cover_ends"


def record(agreement: Agreement, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the agreement's chain; its row is locked by the act. Dates as ISO text."""
    append(subject=(SUBJECT, agreement.pk), actor=actor.ledger, code=code.value, at=at, **data)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
