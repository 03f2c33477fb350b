"""A tab of the queue as an Excel file, narrowed as the page is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext as _

from shouwen.apps.tickets import queries
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.queries import Tab
from shouwen.console.frame.guard import reads
from shouwen.console.queue.views import narrowed_by
from shouwen.ui.door import Visit
from shouwen.ui.faces.ticket_columns import OF_ALL
from shouwen.ui.spreadsheet import BATCH, Table, excel


@reads
def queue_sheet(visit: Visit) -> FileResponse:
    """An unknown tab is all cards."""
    wanted = visit.GET.get("tab", "")
    tab = Tab(wanted) if wanted in set(Tab) else Tab.ALL
    narrowed, _filters = narrowed_by(visit)

    def batch(after: str) -> tuple[Sequence[Ticket], str]:
        found = queries.queue(visit.actor, tab, visit.now, after, narrowed, size=BATCH)
        return found.tickets, found.after

    return excel(_("Queue"), Table(_("Queue"), OF_ALL, batch), now=visit.now)
