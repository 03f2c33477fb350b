"""What rules did as an Excel file, narrowed as the page is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shouwen.apps.automation import queries
from shouwen.apps.automation.models import Run
from shouwen.console.automation.runs import asked_of
from shouwen.console.automation.wording import english
from shouwen.console.frame.guard import reads
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

COLUMNS: tuple[Column[Run], ...] = (
    Column(pgettext_lazy("rule", "At"), lambda run: run.at, 18),
    Column(pgettext_lazy("rule", "Rule"), lambda run: queries.name_of(run.version, english=english()), 28),
    Column(_("Version"), lambda run: run.version.number),
    Column(_("Card"), lambda run: run.ticket.number, 20),
    Column(_("Title"), lambda run: run.ticket.title, 40),
    Column(_("Hospital"), lambda run: run.ticket.hospital.name, 28),
    Column(pgettext_lazy("rule", "When"), lambda run: word(run.event.code, "rule_event"), 24),
    Column(pgettext_lazy("rule", "Held back because"), lambda run: word(run.held_back, "rule_held"), 28),
    Column(pgettext_lazy("rule", "Actions"), lambda run: len(run.results)),
    Column(pgettext_lazy("rule", "Refused"), lambda run: run.failed),
    Column(pgettext_lazy("rule", "In the name of"), lambda run: run.by.name),
)


@reads
def runs_sheet(visit: Visit) -> FileResponse:
    asked = asked_of(visit)

    def batch(after: str) -> tuple[Sequence[Run], str]:
        found = queries.runs(visit.actor, asked, after, BATCH)
        return found.runs, found.after

    title = str(pgettext_lazy("room", "What rules did"))
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)
