"""A hospital's own requests as an Excel file: the open ones, all, or those that hold some words."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import pgettext

from shouwen.apps.search.queries import find
from shouwen.apps.tickets import queries
from shouwen.apps.tickets.models import Ticket
from shouwen.portal.frame.guard import reads, who
from shouwen.portal.tickets.wish import wish_of
from shouwen.ui.door import Visit
from shouwen.ui.faces.ticket_columns import OWN
from shouwen.ui.spreadsheet import BATCH, Table, excel


@reads
def tickets_sheet(visit: Visit) -> FileResponse:
    who(visit)
    wish = wish_of(visit)

    def batch(after: str) -> tuple[Sequence[Ticket], str]:
        if wish.asked:
            found = find(visit.actor, wish.asked, after, size=BATCH, among=wish.among, whole=True)
            return found.tickets, found.after
        listed = queries.of_hospital(visit.actor, wish.among, after=after, size=BATCH)
        return listed.tickets, listed.after

    title = pgettext("portal", "My requests")
    return excel(title, Table(title, OWN, batch), now=visit.now)
