"""Letters that did not go out, as an Excel file."""

from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shouwen.apps.notices.addresses import Addressee
from shouwen.apps.outbox import actions, queries
from shouwen.apps.outbox.models import Delivery
from shouwen.console.deliveries.views import addressed, kind_of
from shouwen.console.frame.guard import reads
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

Row = tuple[Delivery, Addressee | None]
COLUMNS: tuple[Column[Row], ...] = (
    Column(gettext_lazy("Letter"), lambda row: kind_of(row[1], row[0].channel), 24),
    Column(gettext_lazy("Card"), lambda row: row[1].number if row[1] else "", 20),
    Column(pgettext_lazy("letter", "To"), lambda row: row[1].name if row[1] else ""),
    Column(pgettext_lazy("column", "Address"), lambda row: row[1].address if row[1] else "", 24),
    Column(gettext_lazy("Tries"), lambda row: row[0].attempts, 8),
    Column(gettext_lazy("Last error"), lambda row: row[0].last_error, 44),
    Column(gettext_lazy("Since"), lambda row: row[0].ended_at or row[0].made_at, 18),
)


@reads
def deliveries_sheet(visit: Visit) -> FileResponse:
    if not actions.may_tend(visit.actor):
        raise Refused("not_your_role", act="deliveries")

    def batch(after: str) -> tuple[list[Row], str]:
        found = queries.untended(after, BATCH)
        people = addressed(found.deliveries)
        return [(each, people.get(each.pk)) for each in found.deliveries], found.after

    return excel(_("Letters not delivered"), Table(_("Letters not delivered"), COLUMNS, batch), now=visit.now)
