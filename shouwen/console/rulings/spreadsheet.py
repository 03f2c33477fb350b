"""Rulings as an Excel file, narrowed as the page is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from shouwen.apps.tickets import rulings
from shouwen.apps.tickets.models import Ruling
from shouwen.console.frame.guard import reads
from shouwen.console.frame.narrowed import hospital_asked
from shouwen.console.rulings.views import view_of
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces.module import module_name
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

COLUMNS: tuple[Column[Ruling], ...] = (
    Column(_("Card"), lambda row: row.ticket.number, 20),
    Column(_("Title"), lambda row: row.ticket.title, 40),
    Column(_("Hospital"), lambda row: row.ticket.hospital.name, 28),
    Column(_("Module"), lambda row: module_name(row.ticket.module)),
    Column(_("Version"), lambda row: row.version),
    Column(_("Cause"), lambda row: word(row.cause, "cause"), 18),
    Column(_("State"), lambda row: word(row.state, "ruling_state"), 18),
    Column(pgettext_lazy("ruling", "Proposed by"), lambda row: row.by.name),
    Column(pgettext_lazy("ruling", "Proposed at"), lambda row: row.at, 18),
    Column(_("Due"), lambda row: row.due_at, 18),
    Column(pgettext_lazy("ruling", "Missed at"), lambda row: row.missed_at, 18),
    Column(pgettext_lazy("ruling", "Decided by"), lambda row: row.decider.name if row.decider else ""),
)


@reads
def rulings_sheet(visit: Visit) -> FileResponse:
    hospital = hospital_asked(visit)
    view = view_of(visit, rulings.counts(visit.actor, hospital))

    def batch(after: str) -> tuple[Sequence[Ruling], str]:
        found = rulings.rulings(visit.actor, view, after, BATCH, hospital=hospital)
        return found.rulings, found.after

    title = pgettext("room", "Rulings")
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)
