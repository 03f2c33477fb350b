"""Card numbers: SW-20261122-0042, counted within the desk's own day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from shouwen.apps.tickets.models import NumberSeries

DESK_ZONE = ZoneInfo("Asia/Shanghai")


def day_of(at: datetime) -> date:
    """The day of an instant at the desk."""
    return at.astimezone(DESK_ZONE).date()


def next_number(at: datetime) -> str:
    """The next number of the day, under a row lock: no gap, no double, in the act's own transaction."""
    day = at.astimezone(DESK_ZONE).date()
    series = NumberSeries.objects.select_for_update().filter(day=day).first()
    if series is None:
        NumberSeries.objects.get_or_create(day=day)
        series = NumberSeries.objects.select_for_update().get(day=day)
    series.last += 1
    series.save(update_fields=["last"])
    return f"SW-{day:%Y%m%d}-{series.last:04d}"
