"""Urgent responses as an Excel file, narrowed as the page is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shouwen.apps.tickets import urgent_calls
from shouwen.apps.tickets.models import UrgentCall
from shouwen.console.frame.guard import reads
from shouwen.console.frame.narrowed import hospital_asked
from shouwen.console.urgent.views import view_of
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

COLUMNS: tuple[Column[UrgentCall], ...] = (
    Column(_("Card"), lambda call: call.ticket.number, 20),
    Column(_("Title"), lambda call: call.ticket.title, 40),
    Column(_("Hospital"), lambda call: call.ticket.hospital.name, 28),
    Column(pgettext_lazy("urgent", "Asked for by"), lambda call: call.by.name),
    Column(pgettext_lazy("urgent", "Asked for at"), lambda call: call.at, 18),
    Column(_("Why"), lambda call: call.words, 40),
    Column(_("There by"), lambda call: call.due_at, 18),
    Column(_("State"), lambda call: word(call.state, "urgent_state")),
    Column(pgettext_lazy("urgent", "Assessed by"), lambda call: call.assessed_by.name if call.assessed_by else ""),
    Column(_("Quote"), lambda call: call.quote, 20),
    Column(pgettext_lazy("urgent", "Ended at"), lambda call: call.ended_at, 18),
)


@reads
def urgent_calls_sheet(visit: Visit) -> FileResponse:
    view, hospital = view_of(visit), hospital_asked(visit)

    def batch(after: str) -> tuple[Sequence[UrgentCall], str]:
        found = urgent_calls.calls(visit.actor, view, after, BATCH, hospital=hospital)
        return found.calls, found.after

    title = str(_("Urgent responses"))
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)
