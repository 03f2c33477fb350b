"""Sessions as an Excel file, narrowed as the page is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import pgettext

from shouwen.apps.remote import queries
from shouwen.apps.remote.models import RemoteSession
from shouwen.console.frame.guard import reads
from shouwen.console.frame.narrowed import hospital_asked
from shouwen.ui.door import Visit
from shouwen.ui.faces.remote import COLUMNS
from shouwen.ui.spreadsheet import BATCH, Table, excel


@reads
def sessions_sheet(visit: Visit) -> FileResponse:
    stage, hospital = queries.known_stage(visit.GET.get("stage", "")), hospital_asked(visit)

    def batch(after: str) -> tuple[Sequence[RemoteSession], str]:
        found = queries.sessions(visit.actor, stage=stage, hospital=hospital, after=after, size=BATCH)
        return found.rows, found.after

    title = pgettext("room", "Remote service")
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)
