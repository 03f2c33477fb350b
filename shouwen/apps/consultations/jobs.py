"""What the timetable calls: deadlines of consultations, certificates that end."""

from datetime import datetime

from shouwen.apps.consultations.actions import tell_consultation, warn_of_expiry
from shouwen.apps.consultations.actions.watch import last_day_to_warn
from shouwen.apps.consultations.models import Certificate
from shouwen.apps.consultations.queries import due_to_tell

BATCH = 50


def press_consultations(now: datetime) -> int:
    """Warn and press where a conclusion is due; how much was told."""
    keys = list(due_to_tell(now).values_list("pk", flat=True)[:BATCH])
    return sum(tell_consultation(key, at=now) for key in keys)


def warn_of_certificates(now: datetime) -> int:
    """Tell sixty days ahead that a certificate ends, once; how many were looked at."""
    rows = Certificate.objects.filter(warned_at=None, ended_on=None, expires_on__lte=last_day_to_warn(now))
    keys = list(rows.order_by("expires_on", "pk").values_list("pk", flat=True)[:BATCH])
    for key in keys:
        warn_of_expiry(key, at=now)
    return len(keys)
