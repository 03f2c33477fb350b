"""A tab of the queue as an Excel file, narrowed as the page is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext as _

from shouwen.apps.tickets.filters import choices
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.queue import Desk, queue
from shouwen.console.frame.guard import reads
from shouwen.console.queue.asked import Asked
from shouwen.ui.door import Visit
from shouwen.ui.faces.ticket_columns import OF_ALL
from shouwen.ui.spreadsheet import BATCH, Table, excel


@reads
def queue_sheet(visit: Visit) -> FileResponse:
    """An unknown tab is all cards."""
    asked = Asked.of(visit.GET.dict(), choices(visit.actor))
    desk = Desk.at(visit.now)

    def batch(after: str) -> tuple[Sequence[Ticket], str]:
        found = queue(visit.actor, asked.view, visit.now, after, size=BATCH, desk=desk, whole=True)
        return found.tickets, found.after

    return excel(_("Queue"), Table(_("Queue"), OF_ALL, batch), now=visit.now)
