"""The hotline today: its number when one is set up, its hours, and whether somebody answers now."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from shouwen.apps.calendars.queries import newest, working_times
from shouwen.policy.calendars import CalendarName, note_at


@dataclass(frozen=True)
class Hotline:
    number: str
    hours: str
    open_now: bool
    opens_at: datetime | None


def hotline_today(now: datetime) -> Hotline:
    """Read from the newest calendar; the number is a setting, and empty until somebody sets it."""
    calendar = working_times(newest().pk)[CalendarName.HOTLINE]
    hours = "、".join(str(hours) for hours in note_at(calendar.spec, timezone.localtime(now)).hours)
    open_now = calendar.is_open(now)
    return Hotline(settings.HOTLINE_NUMBER, hours, open_now, None if open_now else calendar.next_opening(now))
