"""Quarters of the calendar year."""

from calendar import monthrange
from datetime import date


def quarter_of(day: date) -> tuple[int, int]:
    """Year and quarter, 1 to 4, of a day."""
    return day.year, (day.month - 1) // 3 + 1


def quarter_end(day: date, later: int = 0) -> date:
    """The last day of the quarter of `day`, or of one so many quarters later."""
    year, quarter = quarter_of(day)
    months = year * 12 + (quarter + later) * 3
    last_year, month = (months - 1) // 12, (months - 1) % 12 + 1
    return date(last_year, month, monthrange(last_year, month)[1])
