"""The cards found, as an Excel file."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext as _

from shouwen.apps.search.queries import find
from shouwen.apps.tickets.models import Ticket
from shouwen.console.frame.guard import reads
from shouwen.console.search.views import asked_of
from shouwen.ui.door import Visit
from shouwen.ui.faces.ticket_columns import OF_ALL
from shouwen.ui.spreadsheet import BATCH, Table, excel


@reads
def search_sheet(visit: Visit) -> FileResponse:
    asked = asked_of(visit)

    def batch(after: str) -> tuple[Sequence[Ticket], str]:
        found = find(visit.actor, asked, after, size=BATCH, whole=True)
        return found.tickets, found.after

    return excel(_("Search"), Table(_("Search"), OF_ALL, batch), now=visit.now)
