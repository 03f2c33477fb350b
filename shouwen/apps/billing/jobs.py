"""What the timetable calls: quotes whose last day is over, and the statements of the month that has ended."""

from datetime import datetime, timedelta

from shouwen.apps.billing.actions import draft_statement, expire_quote
from shouwen.apps.billing.fees import hospitals_with_fees, month_of
from shouwen.apps.billing.figures import month_after
from shouwen.apps.billing.models import Quote, Statement
from shouwen.apps.billing.queries import hospitals_with_something
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.quoting import Stage
from shouwen.policy.roles import SYSTEM

BATCH = 50


def expire_quotes(now: datetime) -> int:
    """Mark quotes that nobody answered in time; how many."""
    today = now.astimezone(DESK_ZONE).date()
    late = Quote.objects.filter(stage=Stage.SENT, valid_until__lt=today).order_by("valid_until", "pk")
    keys = list(late.values_list("pk", flat=True)[:BATCH])
    return sum(expire_quote(key, at=now) for key in keys)


def draft_month(now: datetime) -> int:
    """A draft for every hospital whose last month has something in it, or an instalment; how many are new."""
    month = (now.astimezone(DESK_ZONE).date().replace(day=1) - timedelta(days=1)).replace(day=1)
    there = set(Statement.objects.filter(month=month).values_list("hospital", flat=True))
    wanted = {*hospitals_with_something(month_after(month)), *hospitals_with_fees(month_of(month))}
    missing = sorted(wanted - there)[:BATCH]
    for hospital in missing:
        draft_statement(SYSTEM, hospital, month, at=now)
    return len(missing)
