"""What the timetable calls."""

from datetime import datetime

from shouwen.apps.imports.models import LIFE, Draft


def forget_old(now: datetime) -> int:
    """Drafts that nobody may use any more; names and numbers of people stand in them."""
    return Draft.objects.filter(made_at__lte=now - LIFE).delete()[0]
