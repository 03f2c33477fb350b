"""After a restore nothing is sent until somebody says so: what the old state believes unsent may have been sent."""

from datetime import datetime

from django.conf import settings

MARKER = "outbox-suspended"


def suspend(at: datetime) -> None:
    """Suspend delivery in the restored installation."""
    (settings.DATA / MARKER).write_text(at.isoformat())
