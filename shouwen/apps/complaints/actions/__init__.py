"""Every act on a complaint."""

from shouwen.apps.complaints.actions.ending import accept, archive, conclude, correct, reject, reopen
from shouwen.apps.complaints.actions.files import Files, open_original
from shouwen.apps.complaints.actions.filing import Filing, file
from shouwen.apps.complaints.actions.grading import assign, clear, grade, name, unassign
from shouwen.apps.complaints.actions.handling import Found, answer, contact, decide, note, propose, say
from shouwen.apps.complaints.actions.watch import look
from shouwen.apps.complaints.actions.withdrawal import withdraw

__all__ = [
    "Files",
    "Filing",
    "Found",
    "accept",
    "answer",
    "archive",
    "assign",
    "clear",
    "conclude",
    "contact",
    "correct",
    "decide",
    "file",
    "grade",
    "look",
    "name",
    "note",
    "open_original",
    "propose",
    "reject",
    "reopen",
    "say",
    "unassign",
    "withdraw",
]
