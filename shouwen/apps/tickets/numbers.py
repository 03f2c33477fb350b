"""Card numbers: SW-20261122-0042, counted within the desk's own day; other numbers within its month."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Model

from shouwen.apps.ledger.unit_of_work import alone_in
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


def next_of_month(model: type[Model], prefix: str, at: datetime) -> str:
    """`RS-202611-0042`: the one after the last of this month; two at one moment wait for one another."""
    start = f"{prefix}-{at.astimezone(DESK_ZONE):%Y%m}-"
    alone_in(f"number:{start}")
    # By the row, not by the words of it: 10000 stands before 9999 there.
    kept = model._default_manager.filter(number__startswith=start).order_by("-pk")
    last = kept.values_list("number", flat=True).first()
    return f"{start}{int(str(last).rsplit('-', 1)[1]) + 1 if last else 1:04d}"
