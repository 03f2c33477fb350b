"""Handing out stored files: never as they came, always as a download; only redrawn pictures are shown."""

import logging

from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header

from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import DamagedError, opened
from shouwen.policy.refusal import Refused

log = logging.getLogger(__name__)
SANDBOX = "default-src 'none'; sandbox"


def download(file: StoredFile) -> FileResponse:
    """The bytes as an attachment of no kind that a browser would run."""
    return _answer(file, "application/octet-stream", as_attachment=True)


def preview(file: StoredFile) -> FileResponse:
    """A picture that we decoded and wrote anew; any other file has no preview."""
    if not file.is_picture:
        raise Http404
    return _answer(file, file.media_type, as_attachment=False)


def _answer(file: StoredFile, media_type: str, *, as_attachment: bool) -> FileResponse:
    try:
        content = opened(file.id, file.sha256)
    except FileNotFoundError:
        raise Http404 from None
    except DamagedError as error:
        log.error("File %s on disk is not what was stored", file.id)
        raise Refused("file_damaged") from error
    response = FileResponse(content, content_type=media_type)
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = content_disposition_header(as_attachment, file.label) or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
