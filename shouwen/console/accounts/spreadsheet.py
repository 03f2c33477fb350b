"""The board of renewals as an Excel file, narrowed as the page is."""

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.apps.accounts.renewals import Renewal, renewals
from shouwen.apps.agreements.book import code_of
from shouwen.console.frame.guard import reads
from shouwen.console.frame.narrowed import hospital_asked
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces.agreement import line_words
from shouwen.ui.spreadsheet import Column, Table, excel, money_cell

COLUMNS: tuple[Column[Renewal], ...] = (
    Column(gettext_lazy("Hospital"), lambda row: row.hospital.name, 28),
    Column(gettext_lazy("Agreement"), lambda row: row.line.agreement.number, 20),
    Column(gettext_lazy("Line"), lambda row: line_words(row.line), 28),
    Column(gettext_lazy("State"), lambda row: word(code_of(row.standing), "standing"), 16),
    Column(gettext_lazy("Ends on"), lambda row: row.ends_on, 12),
    Column(gettext_lazy("At stake"), lambda row: money_cell(row.at_stake) if row.at_stake is not None else None),
    Column(gettext_lazy("unpaid"), lambda row: money_cell(row.unpaid)),
    Column(gettext_lazy("Requests a year"), lambda row: row.use.cards),
    Column(gettext_lazy("Our hours"), lambda row: round(row.use.minutes / 60, 1)),
    Column(gettext_lazy("Urgent used"), lambda row: row.units.used if row.units else None),
    Column(gettext_lazy("Satisfaction"), lambda row: row.use.score),
    Column(gettext_lazy("Account manager"), lambda row: row.hospital.account_manager.name),
)


@reads
def renewals_sheet(visit: Visit) -> FileResponse:
    """All of it at once: the board knows no pages."""
    found = renewals(visit.actor, timezone.localdate(visit.now), hospital_asked(visit))
    title = _("Renewals")
    return excel(title, Table(title, COLUMNS, lambda _after: (found, "")), now=visit.now)
