"""A card's files: handed out as downloads; pictures that were drawn anew also as a preview."""

from uuid import UUID

from django.http import FileResponse

from shouwen.apps.tickets.whole_card import attachment
from shouwen.console.frame.guard import reads
from shouwen.ui.door import Visit
from shouwen.ui.file_answer import download, preview


@reads
def file(visit: Visit, number: str, file_id: UUID) -> FileResponse:
    return download(attachment(visit.actor, number, file_id).file)


@reads
def picture(visit: Visit, number: str, file_id: UUID) -> FileResponse:
    return preview(attachment(visit.actor, number, file_id).file)
