"""The acts on an agreement, one module per noun. None of them changes a verdict or a promise that was given."""

from shouwen.apps.agreements.actions.agreement import Dates, add_agreement, change_dates, terminate
from shouwen.apps.agreements.actions.ending import warn_of_end
from shouwen.apps.agreements.actions.line import LineFacts, add_line, change_free_end
from shouwen.apps.agreements.actions.money import (
    Part,
    record_payment,
    resume_cover,
    set_fee,
    stop_cover,
    undo_payment,
)
from shouwen.apps.agreements.actions.papers import add_document, name_engineer, withdraw_document
from shouwen.apps.agreements.actions.period import PeriodFacts, add_period, change_period_end
from shouwen.apps.agreements.actions.renewal import How, renew
from shouwen.apps.agreements.actions.targets import set_targets

__all__ = [
    "Dates",
    "How",
    "LineFacts",
    "Part",
    "PeriodFacts",
    "add_agreement",
    "add_document",
    "add_line",
    "add_period",
    "change_dates",
    "change_free_end",
    "change_period_end",
    "name_engineer",
    "record_payment",
    "renew",
    "resume_cover",
    "set_fee",
    "set_targets",
    "stop_cover",
    "terminate",
    "undo_payment",
    "warn_of_end",
    "withdraw_document",
]
