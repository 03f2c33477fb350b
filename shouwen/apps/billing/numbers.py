"""Numbers of quotes and credit notes, counted within the desk's own month."""

from datetime import datetime

from shouwen.apps.billing.models import Series
from shouwen.apps.tickets.numbers import DESK_ZONE


def next_number(prefix: str, at: datetime) -> str:
    """`QT-202611-0042`: no gap and no double, under a row lock, in the act's own transaction."""
    code = f"{prefix}-{at.astimezone(DESK_ZONE):%Y%m}"
    series = Series.objects.select_for_update().filter(code=code).first()
    if series is None:
        Series.objects.get_or_create(code=code)
        series = Series.objects.select_for_update().get(code=code)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{code}-{series.last:04d}"
