"""What time brings about on agreements."""

from datetime import datetime, timedelta

from django.db.models import Q

from shouwen.apps.agreements.actions.ending import warn_of_end
from shouwen.apps.agreements.models import Line
from shouwen.policy.decision import SHANGHAI
from shouwen.policy.phases import WARN_DAYS


def warn_of_ends(now: datetime) -> int:
    """Lines whose cover ends soon; the number that was told. Only what ends within the longest step is looked at."""
    today = now.astimezone(SHANGHAI).date()
    last = today + timedelta(days=max(WARN_DAYS))
    soon = Q(free_until__range=(today, last)) | Q(paid_periods__ends_on__range=(today, last))
    lines = Line.objects.filter(soon, terminated_on=None).distinct().order_by("pk").values_list("pk", flat=True)
    return sum(warn_of_end(pk, today, at=now) for pk in list(lines))
