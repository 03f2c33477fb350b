"""One question, and the cards that hold its words, newest first."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shouwen.apps.search.queries import find, passages
from shouwen.console.frame.guard import page, reads
from shouwen.ui.door import Visit
from shouwen.ui.faces.passage import excerpt, marked, words_of
from shouwen.ui.faces.row import row_of


@reads
def search(visit: Visit) -> HttpResponse:
    """The cards found; a whole number of a card goes straight to it."""
    asked = visit.GET.get("q", "").strip()[:200]
    after = visit.GET.get("after", "")
    found = find(visit.actor, asked, after)
    exact = next((ticket for ticket in found.tickets if ticket.number == asked.upper()), None)
    if exact:
        return redirect("console:card", exact.number)
    words = words_of(asked)
    said = passages(visit.actor, found, words)
    rows = [
        (
            row_of(ticket, reverse("console:card", args=[ticket.number])),
            marked(ticket.title, words),
            marked(excerpt(said[ticket.pk], words), words) if ticket.pk in said else [],
        )
        for ticket in found.tickets
    ]
    return page(
        visit,
        "console/search.html",
        asked=asked,
        searched=asked,
        rows=rows,
        found=found,
        newer_url=_address(asked) if after else "",
        older_url=_address(asked, found.after) if found.after else "",
    )


def _address(asked: str, after: str = "") -> str:
    return f"{reverse('console:search')}?{urlencode({'q': asked} | ({'after': after} if after else {}))}"
