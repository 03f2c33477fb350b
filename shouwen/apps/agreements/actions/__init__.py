"""The acts on an agreement, one module per noun. None of them changes a verdict or a promise that was given."""

from shouwen.apps.agreements.actions.agreement import Dates, add_agreement, change_dates, terminate
from shouwen.apps.agreements.actions.line import LineFacts, add_line, change_free_end
from shouwen.apps.agreements.actions.period import PeriodFacts, add_period
from shouwen.apps.agreements.actions.targets import set_targets

__all__ = [
    "Dates",
    "LineFacts",
    "PeriodFacts",
    "add_agreement",
    "add_line",
    "add_period",
    "change_dates",
    "change_free_end",
    "set_targets",
    "terminate",
]
