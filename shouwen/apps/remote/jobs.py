"""What the timetable calls: windows that are over, cards that remote service does not solve."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from shouwen.apps.remote.actions import end_when_over, propose_onsite
from shouwen.apps.remote.models import OnsiteClock, RemoteSession
from shouwen.policy.refusal import Refused

BATCH = 50
log = logging.getLogger(__name__)


def watch(now: datetime) -> int:
    """End what outlasts its window, propose that somebody goes; how much was done."""
    over = RemoteSession.objects.filter(ended_at=None, ends_by__lte=now).order_by("ends_by", "pk")
    due = OnsiteClock.objects.filter(state=OnsiteClock.State.RUNNING, due_at__lte=now).order_by("due_at", "pk")
    done = _each(lambda key: end_when_over(key, at=now), list(over.values_list("pk", flat=True)[:BATCH]))
    return done + _each(lambda key: propose_onsite(key, at=now), list(due.values_list("pk", flat=True)[:BATCH]))


def _each(do: Callable[[int], bool], keys: Iterable[int]) -> int:
    """One that is refused is undone alone and said in the log; those after it are not kept waiting."""
    done = 0
    for key in keys:
        try:
            done += do(key)
        except Refused as refused:
            log.warning("remote service: %s is refused: %s", key, refused.code)
    return done
