"""The agreements as an Excel file, narrowed as the page is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from shouwen.apps.agreements.book import Row, code_of
from shouwen.console.agreements.pages import listed
from shouwen.console.frame.guard import reads
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

COLUMNS: tuple[Column[Row], ...] = (
    Column(_("Number"), lambda row: row.agreement.number, 20),
    Column(_("Hospital"), lambda row: row.agreement.hospital.name, 30),
    Column(_("Today"), lambda row: word(code_of(row.standing), "standing")),
    Column(_("Until"), lambda row: row.standing.until if row.standing else None, 12),
    Column(_("Signed on"), lambda row: row.agreement.signed_on, 12),
    Column(_("Started on"), lambda row: row.agreement.started_on, 12),
    Column(_("Terminated on"), lambda row: row.agreement.terminated_on, 12),
    Column(_("Account manager"), lambda row: row.agreement.hospital.account_manager.name),
)


@reads
def agreements_sheet(visit: Visit) -> FileResponse:
    def batch(after: str) -> tuple[Sequence[Row], str]:
        found = listed(visit, after, BATCH)
        return found.rows, found.after

    title = pgettext("room", "Agreements")
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)
