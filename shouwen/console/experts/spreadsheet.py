"""Consultations as an Excel file, narrowed as the page is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from shouwen.apps.consultations import queries
from shouwen.apps.consultations.models import Consultation
from shouwen.console.experts.pages import stage_of
from shouwen.console.frame.guard import reads
from shouwen.console.frame.narrowed import hospital_asked
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

COLUMNS: tuple[Column[Consultation], ...] = (
    Column(_("Number"), lambda row: row.number, 20),
    Column(_("Card"), lambda row: row.ticket.number, 20),
    Column(_("Hospital"), lambda row: row.ticket.hospital.name, 28),
    Column(_("Question"), lambda row: row.question, 44),
    Column(_("State"), lambda row: word(row.stage, "consultation_stage")),
    Column(_("Chair"), lambda row: row.chair.name),
    Column(pgettext_lazy("consultation", "Called at"), lambda row: row.called_at, 18),
    Column(pgettext_lazy("consultation", "Meets at"), lambda row: row.meets_at, 18),
    Column(_("Conclusion due"), lambda row: row.due_at, 18),
    Column(pgettext_lazy("consultation", "Concluded at"), lambda row: row.concluded_at, 18),
    Column(_("Conclusion"), lambda row: row.conclusion, 44),
    Column(_("Plan"), lambda row: row.plan, 44),
    Column(pgettext_lazy("consultation", "Signed at"), lambda row: row.signed_at, 18),
)


@reads
def consultations_sheet(visit: Visit) -> FileResponse:
    stage, hospital = stage_of(visit), hospital_asked(visit)

    def batch(after: str) -> tuple[Sequence[Consultation], str]:
        found = queries.consultations(visit.actor, stage=stage, hospital=hospital, after=after, size=BATCH)
        return found.rows, found.after

    title = pgettext("room", "Consultations")
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)
