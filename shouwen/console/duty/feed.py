"""One's own shifts for the calendar of a phone: the address, and what stands behind it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from shouwen.apps.duty.actions import close_feed, open_feed
from shouwen.apps.duty.models import Shift
from shouwen.apps.duty.queries import feed_of, shifts_of_feed
from shouwen.console.frame.guard import acts, page, reads_and_acts
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit

# How often a subscriber asks again.
REFRESH = "PT1H"


@reads_and_acts
def my_feed(visit: Visit) -> HttpResponse:
    """Whether there is an address; a POST makes a new one and shows it, once."""
    address = ""
    if visit.method == "POST":
        _feed, secret = open_feed(visit.actor, at=visit.now)
        address = settings.SITE_URL + reverse("console:duty_feed_file", args=[secret])
    return page(visit, "console/duty_feed.html", feed=feed_of(visit.actor), address=address)


@acts
def close(visit: Visit) -> HttpResponse:
    close_feed(visit.actor, at=visit.now)
    messages.success(visit, _("The address leads nowhere any more."))
    return redirect("console:duty_feed")


@require_safe
def file(request: HttpRequest, feed: str) -> HttpResponse:
    """The calendar itself. Who has the address needs no account: it holds hours and posts, and nobody's cards."""
    found = shifts_of_feed(feed, timezone.now())
    if found is None:
        raise Http404
    person, shifts = found
    with translation.override(person.language or settings.LANGUAGE_CODE):
        body = _calendar(person.name, shifts).to_ical()
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="duty.ics"'},
    )


def _calendar(name: str, shifts: list[Shift]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Shouwen//duty//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Duty of %(name)s") % {"name": name})
    calendar.add("x-published-ttl", REFRESH)
    for shift in shifts:
        event = Event()
        event.add("uid", f"shift-{shift.pk}@shouwen")
        event.add("dtstamp", shift.starts_at)
        event.add("dtstart", shift.starts_at)
        event.add("dtend", shift.ends_at)
        event.add("summary", _("On duty: %(post)s") % {"post": word(shift.post.code, "post")})
        event.add("url", settings.SITE_URL + reverse("console:shift", args=[shift.pk]))
        calendar.add_component(event)
    return calendar
