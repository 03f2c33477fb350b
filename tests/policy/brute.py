"""Oracles written apart from the engine: they walk time step by step and know nothing of prefix sums or countdowns."""

from datetime import date, datetime, timedelta, timezone

import chinese_calendar

CHINA = timezone(timedelta(hours=8))
MINUTE = timedelta(minutes=1)

WINDOWS = {  # hours of a plain working day, a Saturday, a Sunday, a day off by decree, a make-up working day
    "24x7": ((0, 24), (0, 24), (0, 24), (0, 24), (0, 24)),
    "hotline": ((8, 18), (8, 18), (9, 17), (9, 17), (8, 18)),
    "remote": ((8, 20), (8, 20), None, None, (8, 20)),
    "online": ((9, 17), None, None, None, (9, 17)),
}


def window(calendar: str, day: date) -> tuple[int, int] | None:
    """Opening and closing hour of a day, straight from the library that the day table was made of."""
    work, saturday, sunday, off, makeup = WINDOWS[calendar]
    if 2004 <= day.year <= 2026:
        if day in chinese_calendar.constants.workdays:
            return makeup
        if day in chinese_calendar.constants.holidays:
            return off
    return {5: saturday, 6: sunday}.get(day.weekday(), work)


def is_open(calendar: str, at: datetime) -> bool:
    """Whether the minute or second that begins at `at` is worked."""
    local = at.astimezone(CHINA)
    hours = window(calendar, local.date())
    return hours is not None and hours[0] * 60 <= local.hour * 60 + local.minute < hours[1] * 60


def add(calendar: str, start: datetime, minutes: int) -> datetime:
    """Walk minute by minute until so many of them were worked."""
    at = start
    while minutes:
        minutes -= is_open(calendar, at)
        at += MINUTE
    return at


def between(calendar: str, start: datetime, end: datetime) -> int:
    """Count the worked minutes one by one."""
    count, at = 0, start
    while at < end:
        count += is_open(calendar, at)
        at += MINUTE
    return count


Gap = tuple[datetime, datetime]


def due(calendar: str, start: datetime, minutes: int, gaps: list[Gap]) -> datetime:
    """Walk minute by minute, stepping over the gaps; a gap that begins where the work ends is stepped over too."""
    at, left = start, minutes
    while True:
        gap_end = max((end for begin, end in gaps if begin <= at < end), default=None)
        begins = any(begin == at for begin, end in gaps if begin < end)
        if left == 0 and not begins:
            return at
        if gap_end is not None:
            at = gap_end
            continue
        left -= is_open(calendar, at)
        at += MINUTE


def worked(calendar: str, start: datetime, end: datetime, gaps: list[Gap]) -> int:
    """Worked minutes outside the gaps, one by one."""
    count, at = 0, start
    while at < end:
        count += is_open(calendar, at) and not any(begin <= at < stop for begin, stop in gaps)
        at += MINUTE
    return count
