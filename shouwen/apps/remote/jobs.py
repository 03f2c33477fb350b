"""What the timetable calls: windows that are over, cards that remote service does not solve."""

from datetime import datetime

from shouwen.apps.remote.actions import end_when_over, propose_onsite
from shouwen.apps.remote.models import OnsiteClock, RemoteSession

BATCH = 50


def watch(now: datetime) -> int:
    """End what outlasts its window, propose that somebody goes; how much was done."""
    over = RemoteSession.objects.filter(ended_at=None, ends_by__lte=now).order_by("ends_by", "pk")
    due = OnsiteClock.objects.filter(state=OnsiteClock.State.RUNNING, due_at__lte=now).order_by("due_at", "pk")
    done = sum(end_when_over(key, at=now) for key in list(over.values_list("pk", flat=True)[:BATCH]))
    return done + sum(propose_onsite(key, at=now) for key in list(due.values_list("pk", flat=True)[:BATCH]))
