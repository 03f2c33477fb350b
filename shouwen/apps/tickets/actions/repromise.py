"""A card promised anew under another calendar: an act with a reason, never a silent change."""

import logging
from datetime import datetime

from django.db import DatabaseError, connection

from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.models import Repromise, Ticket, TicketQuerySet
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.roles import SYSTEM

# So many cards in one transaction. On SQLite they hold up every other writer: about ten milliseconds a card.
BATCH = {"postgresql": 200, "sqlite": 50}

log = logging.getLogger(__name__)


@act
def repromise(ticket_id: int, version: CalendarVersion, *, at: datetime, everything: bool) -> bool:
    """Count an open card by a newer calendar, if its clocks were provisional, or (`everything`) in any case.

    Past breaches stay, for the replay keeps only what the new calendar says: a breach that it does not see is kept on
    the ledger. False when nothing had to change.
    """
    return _promise_anew(Ticket.objects.select_for_update().get(pk=ticket_id), version, everything, at)


def begin_repromise(version: CalendarVersion, *, at: datetime, everything: bool) -> Repromise:
    """Write down, inside the publishing transaction, that open cards are to be looked at; `repromise_batch` does it."""
    total = _older(version).count()
    return Repromise.objects.create(version=version, everything=everything, at=at, total=total)


@act
def repromise_batch(*, at: datetime, size: int = 0) -> int:
    """Promise the next cards anew and move the cursor, in one transaction; how many were looked at.

    Published versions are worked off one after the other. A worker that is killed leaves the cursor where it stood; a
    card that was reached before is left as it is. A card that cannot be replayed is passed over, and logged.
    """
    size = size or BATCH[connection.vendor]
    under_way = Repromise.objects.filter(finished_at=None)
    row = under_way.select_for_update(skip_locked=True, of=("self",)).select_related("version").order_by("pk").first()
    if row is None or under_way.filter(pk__lt=row.pk).exists():
        return 0
    found = list(_older(row.version).filter(pk__gt=row.cursor).order_by("pk").values_list("pk", flat=True)[:size])
    for ticket_id in found:
        try:
            row.changed += repromise(ticket_id, row.version, at=at, everything=row.everything)
        except DatabaseError:
            raise
        except Exception:
            log.exception("card %s could not be promised anew", ticket_id)
    row.seen += len(found)
    row.cursor = found[-1] if found else row.cursor
    row.finished_at = at if len(found) < size else None
    row.save()
    return len(found)


def catch_up(ticket: Ticket, at: datetime) -> None:
    """Promise a locked card anew under what was published and has not reached it, before its clocks are believed."""
    for row in Repromise.objects.filter(finished_at=None).select_related("version").order_by("pk"):
        _promise_anew(ticket, row.version, row.everything, at)


def _promise_anew(ticket: Ticket, version: CalendarVersion, everything: bool, at: datetime) -> bool:
    if ticket.state in ENDED or ticket.calendar_version.number >= version.number:
        return False
    facts = list(ticket.facts.all())
    open_readings = [each for each in clocks.readings(ticket, facts, at) if each.stopped_at is None]
    if not everything and not any(clocks.is_provisional(ticket, each) for each in open_readings):
        return False
    before = {each.kind.value: each.due_at.isoformat() for each in open_readings}
    old, ticket.calendar_version = ticket.calendar_version, version
    clocks.settle(ticket, at)
    after = {clock.kind: clock.due_at.isoformat() for clock in ticket.clocks.filter(stopped_at=None)}
    events.record(
        ticket, events.Code.REPROMISED, SYSTEM, at, calendar=[old.number, version.number], before=before, after=after
    )
    ticket.save()
    return True


def _older(version: CalendarVersion) -> TicketQuerySet:
    """Cards that still run by an older calendar."""
    return Ticket.objects.exclude(state__in=ENDED).filter(calendar_version__number__lt=version.number)
