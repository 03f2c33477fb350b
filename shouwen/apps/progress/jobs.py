"""Words that were not spoken in time: pressed for, then told further up. Each once."""

import logging
from datetime import datetime

from django.db import connection

from shouwen.apps.ledger.trouble import trouble_of
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.progress.models import Owed
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import SYSTEM

log = logging.getLogger(__name__)


def press_for_words(now: datetime, limit: int = 100) -> int:
    """Press for every word that is overdue; how many were pressed for or told further up."""
    told = 0
    rows = Owed.objects.filter(next_step_at__lte=now).order_by("next_step_at", "pk").values_list("pk", "ticket")
    for owed, ticket in list(rows[:limit]):
        try:
            told += press_for_word(ticket, owed, at=now)
        except Exception as error:
            trouble = trouble_of(error)
            if trouble and not connection.is_usable():
                raise
            log.error("word of card %s could not be pressed for", ticket, exc_info=not trouble)
    return told


def pass_words(ticket_id: int, until: datetime) -> None:
    """Press for the words of one card whenever one is overdue, up to an instant: for a story told afterwards."""
    rows = Owed.objects.filter(ticket=ticket_id, next_step_at__lte=until)
    while (owed := rows.first()) is not None and owed.next_step_at is not None:
        press_for_word(ticket_id, owed.pk, at=owed.next_step_at)


def next_word(ticket_id: int) -> datetime | None:
    """When a word of one card is pressed for next; None when none is owed."""
    rows = Owed.objects.filter(ticket=ticket_id, next_step_at__isnull=False)
    return rows.order_by("next_step_at").values_list("next_step_at", flat=True).first()


@act
def press_for_word(ticket_id: int, owed_id: int, *, at: datetime) -> int:
    """Press for one missing word, or tell further up that it is still missing (clause progress.pressed).

    1 when something was told, 0 when another worker holds the card or the word was spoken meanwhile.
    """
    ticket = Ticket.objects.select_for_update(skip_locked=True).filter(pk=ticket_id).first()
    owed = Owed.objects.filter(pk=owed_id, next_step_at__lte=at, spoken_at=None, dropped_at=None).first()
    if ticket is None or owed is None:
        return 0
    at = max(at, ticket.changed_at)
    if owed.escalates_at <= at:
        code, owed.escalated_at, owed.next_step_at = events.Code.WORD_ESCALATED, at, None
        owed.pressed_at = owed.pressed_at or at
    else:
        code, owed.pressed_at, owed.next_step_at = events.Code.WORD_PRESSED, at, owed.escalates_at
    owed.save(update_fields=["pressed_at", "escalated_at", "next_step_at"])
    events.record(ticket, code, SYSTEM, at, person=owed.person_id, due=owed.due_at.isoformat())
    return 1
