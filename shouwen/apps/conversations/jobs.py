"""Conversations that wait too long, and those that are over without anybody having said so."""

import logging
from datetime import datetime

from django.db import connection

from shouwen.apps.conversations.actions.watch import end_forgotten, tell_late, why_over
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.ledger.trouble import trouble_of

log = logging.getLogger(__name__)


def tend(now: datetime, limit: int = 200) -> int:
    """How many were told of or ended. One that fails does not hold up the others."""
    done = 0
    for talk in list(Conversation.objects.filter(ended_at=None).order_by("due_at", "pk")[:limit]):
        try:
            if why_over(talk, now) is not None:
                done += end_forgotten(talk.pk, at=now)
            elif talk.late_at is None and talk.is_late(now):
                done += tell_late(talk.pk, at=now)
        except Exception as error:
            trouble = trouble_of(error)
            if trouble and not connection.is_usable():
                raise
            log.error("conversation %s could not be tended", talk.pk, exc_info=not trouble)
    return done
