"""Calls that are due."""

import logging
from datetime import datetime

from django.db import connection

from shouwen.apps.ledger.trouble import trouble_of
from shouwen.apps.paging.actions import call_next
from shouwen.apps.paging.models import Alarm

log = logging.getLogger(__name__)


def call(now: datetime, limit: int = 100) -> int:
    """Call the next rung of every alarm whose time has come; how many people were called."""
    called = 0
    rows = Alarm.objects.filter(next_at__lte=now).order_by("next_at", "pk").values_list("ticket", "pk")
    for ticket, alarm in list(rows[:limit]):
        try:
            called += call_next(ticket, alarm, at=now)
        except Exception as error:
            trouble = trouble_of(error)
            if trouble and not connection.is_usable():
                raise
            log.error("nobody could be called for card %s", ticket, exc_info=not trouble)
    return called
