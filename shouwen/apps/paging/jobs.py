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


def pass_calls(ticket_id: int, until: datetime) -> None:
    """Call for one card whenever a rung is due, up to an instant: for a story told afterwards."""
    rows = Alarm.objects.filter(ticket=ticket_id, next_at__lte=until)
    while (alarm := rows.first()) is not None and alarm.next_at is not None:
        call_next(ticket_id, alarm.pk, at=alarm.next_at)


def next_call(ticket_id: int) -> datetime | None:
    """When the next person is called for one card; None when nobody is."""
    rows = Alarm.objects.filter(ticket=ticket_id, next_at__isnull=False)
    return rows.order_by("next_at").values_list("next_at", flat=True).first()
