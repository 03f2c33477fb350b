"""What follows on the cards when something else changes."""

from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.actions.repromise import begin_repromise


def calendar_published(event: Event) -> None:
    """Open cards are to be promised anew: those that were provisional, or all when the publisher ticked it."""
    version = CalendarVersion.objects.get(pk=event.subject_id)
    begin_repromise(version, at=event.at, everything=bool(event.data["everything"]))
