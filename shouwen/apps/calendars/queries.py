"""Working calendars of a published version, ready for the engine."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.prepared import Prepared
from shouwen.policy.calendar_spec import Day, DayClass
from shouwen.policy.calendars import CalendarName, standard_spec
from shouwen.policy.working_time import WorkingTime


def newest() -> CalendarVersion:
    """The version in force. Seeded by the first migration, so there always is one."""
    found = _NEWEST.ask()
    if not found:
        raise RuntimeError("no calendar version has been published")
    return found[0]


_NEWEST = Prepared(lambda: CalendarVersion.objects.order_by("-number")[:1])


@lru_cache(maxsize=16)
def working_times(version_id: int) -> Mapping[str, WorkingTime]:
    """The four named calendars of a version. A version never changes, so this may be kept for ever."""
    version = CalendarVersion.objects.get(pk=version_id)
    days = {date.fromisoformat(day): Day(DayClass(kind), name) for day, (kind, name) in version.days.items()}
    specs = [replace(standard_spec(name), days=days, years=frozenset(version.years)) for name in CalendarName]
    return {spec.name: WorkingTime(spec) for spec in specs}


def next_year_is_missing(now: datetime) -> int | None:
    """From the first of November: the next year, when its days are not published yet."""
    today = now.astimezone(standard_spec(CalendarName.ONLINE).zone_info).date()
    return today.year + 1 if today.month >= 11 and today.year + 1 not in newest().years else None


def versions() -> list[CalendarVersion]:
    """Every published version, newest first."""
    return list(CalendarVersion.objects.order_by("-number"))
