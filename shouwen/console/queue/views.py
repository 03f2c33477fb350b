"""The queue, one tab at a time."""

from django.http import HttpResponse

from shouwen.apps.tickets import queries
from shouwen.apps.tickets.queries import Tab
from shouwen.console.frame.guard import page, reads
from shouwen.ui.door import Visit


@reads
def queue(visit: Visit) -> HttpResponse:
    """A tab of the queue. An unknown tab is the first that holds something; an odd cursor is the first page."""
    counts = queries.counts(visit.actor, visit.now)
    wanted = visit.GET.get("tab", "")
    tab = Tab(wanted) if wanted in set(Tab) else next((each for each in Tab if counts[each]), Tab.ALL)
    found = queries.queue(visit.actor, tab, visit.now, visit.GET.get("after", ""))
    return page(
        visit,
        "console/queue.html",
        tab=tab.value,
        counts={each.value: count for each, count in counts.items()},
        tickets=found.tickets,
        after=found.after,
        first_page="after" not in visit.GET,
    )
