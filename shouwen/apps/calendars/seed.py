"""The day table that ships with the policy, as the rows of the first calendar version."""

from datetime import UTC, datetime
from typing import TypedDict

from shouwen.policy.day_table import published_days, published_years


class FirstVersion(TypedDict):
    number: int
    published_at: datetime
    days: dict[str, list[str | None]]
    years: list[int]


def first_version() -> FirstVersion:
    """What version 1 holds; the migration writes it once."""
    return {
        "number": 1,
        "published_at": datetime(2026, 1, 1, tzinfo=UTC),
        "days": {day.isoformat(): [note.day_class.value, note.name] for day, note in published_days().items()},
        "years": sorted(published_years()),
    }
