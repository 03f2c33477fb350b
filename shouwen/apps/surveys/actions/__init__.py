"""Every act on a survey."""

from shouwen.apps.surveys.actions.asking import Heard, answer, note_try, review
from shouwen.apps.surveys.actions.beginning import Subject, bar, begin, take_rating, unbar, withdraw

__all__ = [
    "Heard",
    "Subject",
    "answer",
    "bar",
    "begin",
    "note_try",
    "review",
    "take_rating",
    "unbar",
    "withdraw",
]
