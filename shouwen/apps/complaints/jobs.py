"""What the timetable calls."""

from datetime import datetime

from shouwen.apps.complaints.actions.watch import look
from shouwen.apps.complaints.models import Complaint

BATCH = 100


def watch(now: datetime) -> int:
    """Every complaint whose deadline, or a share of it, has come; the number of what was told."""
    due = Complaint.objects.filter(next_look_at__lte=now).order_by("next_look_at", "pk").values_list("pk", flat=True)
    return sum(look(pk, at=now) for pk in list(due[:BATCH]))
