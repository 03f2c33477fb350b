"""The problem records as an Excel file, narrowed as the page is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from shouwen.apps.installations.queries import every_module
from shouwen.apps.tickets import problems
from shouwen.apps.tickets.models import Problem
from shouwen.console.frame.guard import reads
from shouwen.console.problems.views import view_of
from shouwen.ui.door import Visit
from shouwen.ui.faces.module import module_name
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

COLUMNS: tuple[Column[Problem], ...] = (
    Column(_("Number"), lambda problem: problem.number, 20),
    Column(_("Problem"), lambda problem: problem.title, 44),
    Column(_("Module"), lambda problem: module_name(problem.module)),
    Column(pgettext_lazy("problem", "Opened"), lambda problem: problem.opened_by.name),
    Column(pgettext_lazy("column", "Opened at"), lambda problem: problem.opened_at, 18),
    Column(_("Cards"), lambda problem: int(getattr(problem, "bound", 0)), 8),
    Column(pgettext_lazy("column", "Known error since"), lambda problem: problem.known_error_since, 18),
    Column(pgettext_lazy("column", "Solved at"), lambda problem: problem.solved_at, 18),
)


@reads
def problems_sheet(visit: Visit) -> FileResponse:
    wanted = visit.GET.get("module", "")
    module = next((each.pk for each in every_module() if str(each.pk) == wanted), None)
    solved = view_of(visit) == "solved"

    def batch(after: str) -> tuple[Sequence[Problem], str]:
        found = problems.problems(visit.actor, solved=solved, module=module, after=after, size=BATCH)
        return found.problems, found.after

    title = pgettext("room", "Problems")
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)
