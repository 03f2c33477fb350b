"""为什么: the proof of a clock, span by span, and of the verdict, rule by rule."""

from django.http import Http404, HttpResponse

from shouwen.apps.calendars.queries import working_times
from shouwen.apps.tickets import queries
from shouwen.console.frame.guard import page, reads
from shouwen.policy.document import document
from shouwen.ui.door import Visit


@reads
def clock(visit: Visit, number: str, kind: str) -> HttpResponse:
    """Why this clock is due when it is due."""
    card = queries.card(visit.actor, number, visit.now)
    reading = next((each for each in card.readings if each.kind == kind), None)
    if reading is None:
        raise Http404
    calendar = working_times(card.ticket.calendar_version_id)[reading.calendar]
    return page(visit, "console/why_clock.html", card=card, reading=reading, spec=calendar.spec, document=document())


@reads
def verdict(visit: Visit, number: str) -> HttpResponse:
    """Who pays, and by which rules, today and at each earlier verdict."""
    card = queries.card(visit.actor, number, visit.now)
    return page(visit, "console/why_verdict.html", card=card, document=document())
