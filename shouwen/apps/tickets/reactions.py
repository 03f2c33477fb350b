"""What follows on the cards when something else changes."""

from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.actions.repromise import open_cards_under_older_calendars, repromise


def calendar_published(event: Event) -> None:
    """Promise open cards anew: those that were provisional, or all when the publisher ticked it."""
    version = CalendarVersion.objects.get(pk=event.subject_id)
    for ticket_id in list(open_cards_under_older_calendars(version)):
        repromise(ticket_id, version, at=event.at, everything=bool(event.data["everything"]))
