"""The files of a complaint, for whoever may know of it: who is complained of finds none of them."""

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.complaints import actions, queries
from shouwen.apps.complaints.access import find
from shouwen.apps.originals.queries import opened_content
from shouwen.console.frame.guard import reads, reads_and_acts
from shouwen.console.frame.original import Place, original_page
from shouwen.ui.door import Visit
from shouwen.ui.file_answer import download, preview
from shouwen.ui.original_answer import original_answer


@reads
def attached(visit: Visit, complaint: str, file_id: UUID) -> FileResponse:
    """Always as a download."""
    return download(queries.file_of(visit.actor, complaint, file_id).file)


@reads
def picture(visit: Visit, complaint: str, file_id: UUID) -> FileResponse:
    return preview(queries.file_of(visit.actor, complaint, file_id).file)


@reads_and_acts
def original(visit: Visit, complaint: str, original_id: UUID) -> HttpResponse:
    """The question for a reason; while it is open, the file as it came."""
    found = queries.original_of(visit.actor, find(visit.actor, complaint), original_id)
    place = Place(
        here="complaints",
        title=_("Original on %(number)s") % {"number": complaint},
        back=complaint,
        back_url=reverse("console:complaint", args=[complaint]),
        content_url=reverse("console:complaint_original_content", args=[complaint, found.pk]),
    )
    return original_page(
        visit, found, place, lambda why: actions.open_original(visit.actor, complaint, original_id, why, at=visit.now)
    )


@reads
def original_content(visit: Visit, complaint: str, original_id: UUID) -> HttpResponse:
    """The bytes of a file that this person has opened."""
    found = queries.original_of(visit.actor, find(visit.actor, complaint), original_id)
    return original_answer(found, opened_content(visit.actor, found, visit.now))
