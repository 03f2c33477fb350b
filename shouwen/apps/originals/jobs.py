"""What the timetable calls."""

from datetime import datetime

from shouwen.apps.originals import actions


def let_go(now: datetime) -> int:
    """Delete what has had its days; how many."""
    return actions.delete_expired(at=now)


def turn_keys(now: datetime) -> int:
    """Bring what older keys sealed under the one in use; how many."""
    return actions.reseal(at=now)
