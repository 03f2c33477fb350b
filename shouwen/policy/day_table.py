"""The published days of China, 2004 to 2026: holidays, bridge days off and make-up working days."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from shouwen.policy.calendar_spec import Day, DayClass
from shouwen.policy.day_rows import ROWS, YEARS

_LETTERS = {"s": DayClass.STATUTORY_HOLIDAY, "b": DayClass.BRIDGE_DAY, "w": DayClass.MAKEUP_DAY}


@cache
def published_days() -> Mapping[date, Day]:
    """Every day that departs from the week, with its class and the code of its holiday. Read-only."""
    days: dict[date, Day] = {}
    for row in ROWS:
        first, name, letters = row.split()
        start = date.fromisoformat(first)
        for later, letter in enumerate(letters):
            days[start + timedelta(days=later)] = Day(_LETTERS[letter], name)
    return MappingProxyType(days)


def published_years() -> frozenset[int]:
    """The years whose arrangement is known; others compute by the week and are provisional."""
    return frozenset(YEARS)
