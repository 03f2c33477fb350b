"""A card's files. They come with a message; they leave as attachments that nobody runs."""

from uuid import UUID

from django.http import FileResponse
from ninja import Router

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.operations import FILE, FILE_FAULTS, reads
from shouwen.api.frame.wire import only
from shouwen.api.tickets import shown
from shouwen.api.tickets.doing import CARD
from shouwen.apps.tickets.whole_card import attachment, whole_card
from shouwen.ui.file_answer import download

router = Router(tags=["tickets"])


@router.get(CARD + "/files", response=reads(shown.Files), summary="Files of a card")
def files(request: Call, number: str) -> shown.Files:
    """Oldest first. A hospital finds those of public messages."""
    only(request)
    found = whole_card(request.actor, number, request.now)
    return shown.Files(
        items=[
            shown.FileRow(
                id=each.file_id,
                label=each.file.label,
                size=each.file.size,
                media_type=each.file.media_type,
                sha256=each.file.sha256,
                shows_patient=each.shows_patient,
                at=message.at,
            )
            for message in found.messages
            for each in message.attachments.all()
        ]
    )


@router.get(CARD + "/files/{uuid:file}", response=FILE_FAULTS, openapi_extra=FILE, summary="One file")
def file(request: Call, number: str, file: UUID) -> FileResponse:
    """The bytes, always as a download."""
    only(request)
    return download(attachment(request.actor, number, file).file)
