"""维保费分期 on a month's statement: which instalments it names, and which of them are unpaid when the month ends."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Month:
    """Both days included."""

    first: date
    last: date


def is_named(month: Month, due_on: date, paid_on: date | None) -> bool:
    """Due by the month's end and not paid before it; or paid within the month, however early that is."""
    if paid_on is not None and paid_on < month.first:
        return False
    return due_on <= month.last or (paid_on is not None and paid_on <= month.last)


def is_unpaid(month: Month, due_on: date, paid_on: date | None) -> bool:
    """Due by the month's end, and still not paid when it ends; what is paid later does not change that."""
    return due_on <= month.last and (paid_on is None or paid_on > month.last)
