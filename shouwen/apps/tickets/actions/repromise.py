"""A card promised anew under another calendar: an act with a reason, never a silent change."""

from collections.abc import Iterator
from datetime import datetime

from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.roles import SYSTEM


@act
def repromise(ticket_id: int, version: CalendarVersion, *, at: datetime, everything: bool) -> bool:
    """Count an open card by a newer calendar, if its clocks were provisional, or (`everything`) in any case.

    Past breaches stay, for the replay keeps only what the new calendar says: a breach that it does not see is kept on
    the ledger. False when nothing had to change.
    """
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    if ticket.state in ENDED or ticket.calendar_version_id == version.pk:
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


def open_cards_under_older_calendars(version: CalendarVersion, batch: int = 500) -> Iterator[int]:
    """Cards that still run by an older calendar, in the order of their ids."""
    rows = Ticket.objects.exclude(state__in=ENDED).exclude(calendar_version=version).order_by("pk")
    yield from rows.values_list("pk", flat=True).iterator(chunk_size=batch)
