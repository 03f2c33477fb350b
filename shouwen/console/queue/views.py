"""The queue, one tab at a time; the card beside it comes by its own address."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.tickets import queries
from shouwen.apps.tickets.queries import Tab
from shouwen.console.frame.guard import page, reads
from shouwen.ui.door import Visit
from shouwen.ui.faces.row import row_of


@reads
def queue(visit: Visit) -> HttpResponse:
    """A tab of the queue. An unknown tab is the first that holds something; an odd cursor is the first page."""
    counts = queries.counts(visit.actor, visit.now)
    wanted = visit.GET.get("tab", "")
    tab = Tab(wanted) if wanted in set(Tab) else next((each for each in Tab if counts[each]), Tab.ALL)
    after, beside = visit.GET.get("after", ""), visit.GET.get("card", "")
    found = queries.queue(visit.actor, tab, visit.now, after)
    rows = [
        row_of(ticket, reverse("console:card", args=[ticket.number]), _address(tab, after, card=ticket.number))
        for ticket in found.tickets
    ]
    return page(
        visit,
        "console/queue.html",
        tab=tab.value,
        tabs=[
            {"code": each.value, "url": _address(each), "count": counts[each], "current": each is tab} for each in Tab
        ],
        rows=rows,
        sees_cards=visit.actor.sees_all or bool(visit.actor.hospitals) or bool(rows),
        newer_url=_address(tab) if after else "",
        older_url=_address(tab, found.after) if found.after else "",
        beside=next((row for row in rows if row.number == beside), None),
    )


def _address(tab: Tab, after: str = "", card: str = "") -> str:
    asked = {"tab": tab.value} | ({"after": after} if after else {}) | ({"card": card} if card else {})
    return f"{reverse('console:queue')}?{urlencode(asked)}"
