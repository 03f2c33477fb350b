"""The acts on a card, one module per noun. Nothing else writes to a card."""

from shouwen.apps.tickets.actions.classification import classify
from shouwen.apps.tickets.actions.closure import close
from shouwen.apps.tickets.actions.follow_up import follow_up, reopen, substitute
from shouwen.apps.tickets.actions.handling import take
from shouwen.apps.tickets.actions.hold import hold, resume
from shouwen.apps.tickets.actions.reply import note, reply
from shouwen.apps.tickets.actions.report import Report, report
from shouwen.apps.tickets.actions.resolution import resolve, restore

__all__ = [
    "Report",
    "classify",
    "close",
    "follow_up",
    "hold",
    "note",
    "reopen",
    "reply",
    "report",
    "resolve",
    "restore",
    "resume",
    "substitute",
    "take",
]
