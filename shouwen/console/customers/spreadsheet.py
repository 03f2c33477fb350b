"""The hospitals as an Excel file, narrowed as the page is."""

from datetime import date

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from shouwen.apps.agreements.book import code_of, standings
from shouwen.apps.customers.models import Hospital
from shouwen.apps.customers.record import hospitals
from shouwen.console.customers.listing import question_of
from shouwen.console.frame.guard import reads
from shouwen.policy.phases import Standing
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

Row = tuple[Hospital, Standing | None]


def _until(row: Row) -> date | None:
    return row[1].until if row[1] else None


COLUMNS: tuple[Column[Row], ...] = (
    Column(_("Hospital"), lambda row: row[0].name, 30),
    Column(_("Short name"), lambda row: row[0].short_name),
    Column(_("Credit code"), lambda row: row[0].credit_code or "", 22),
    Column(_("Category"), lambda row: word(row[0].category, "hospital_category")),
    Column(_("Address"), lambda row: row[0].address, 30),
    Column(_("Cover"), lambda row: word(code_of(row[1]), "standing")),
    Column(_("Until"), _until, 12),
    Column(_("Account manager"), lambda row: row[0].account_manager.name),
    Column(_("Deputy"), lambda row: row[0].deputy.name if row[0].deputy else ""),
)


@reads
def customers_sheet(visit: Visit) -> FileResponse:
    question, today = question_of(visit), timezone.localdate(visit.now)

    def batch(after: str) -> tuple[list[Row], str]:
        found = hospitals(visit.actor, question, after, size=BATCH)
        stood = standings([each.pk for each in found.hospitals], today)
        return [(each, stood.get(each.pk)) for each in found.hospitals], found.after

    title = pgettext("room", "Hospitals")
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)
