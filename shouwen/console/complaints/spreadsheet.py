"""The complaints as an Excel file, narrowed as the page is, and no more than its reader may see."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from shouwen.apps.complaints import queries
from shouwen.apps.complaints.models import Complaint
from shouwen.console.frame.guard import reads
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

COLUMNS: tuple[Column[Complaint], ...] = (
    Column(_("Number"), lambda each: each.number, 18),
    Column(_("Hospital"), lambda each: each.hospital.name, 28),
    Column(_("Kind"), lambda each: word(each.kind, "complaint_kind")),
    Column(pgettext_lazy("complaint", "Grade"), lambda each: word(each.grade, "complaint_grade"), 10),
    Column(_("State"), lambda each: word(each.state, "complaint_state"), 22),
    Column(pgettext_lazy("complaint", "Round"), lambda each: each.round, 8),
    Column(_("Handler"), lambda each: each.handler.name if each.handler else ""),
    Column(_("Card"), lambda each: each.ticket.number if each.ticket else "", 18),
    Column(pgettext_lazy("complaint", "Received"), lambda each: each.received_at, 18),
    Column(pgettext_lazy("complaint", "First contact"), lambda each: each.contacted_at, 18),
    Column(pgettext_lazy("complaint", "Answered"), lambda each: each.answered_at, 18),
    Column(pgettext_lazy("complaint", "Settled"), lambda each: each.settled_at, 18),
)


@reads
def complaints_sheet(visit: Visit) -> FileResponse:
    asked = queries.Asked.of(visit.GET.dict())

    def batch(after: str) -> tuple[Sequence[Complaint], str]:
        found = queries.page(visit.actor, asked, after, size=BATCH)
        return found.complaints, found.after

    title = pgettext("room", "Complaints")
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)
