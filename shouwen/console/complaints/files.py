"""The files of a complaint, for whoever may know of it: who is complained of finds none of them."""

from uuid import UUID

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.complaints import actions, queries
from shouwen.apps.complaints.access import find
from shouwen.apps.originals.access import may_open
from shouwen.apps.originals.models import Original
from shouwen.apps.originals.queries import content_of, live_opening, openings_of
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.file_answer import download, preview
from shouwen.ui.form_fields import refuse
from shouwen.ui.original_answer import OpenForm, is_picture, original_answer


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
    if visit.method != "POST":
        return _show(visit, complaint, found, OpenForm(), 200)
    try:
        actions.open_original(visit.actor, complaint, original_id, visit.POST.get("why", ""), at=visit.now)
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, complaint, found, refuse(OpenForm(data=visit.POST), refused), status_of(refused))
    return redirect("console:complaint_original", complaint, original_id)


@reads
def original_content(visit: Visit, complaint: str, original_id: UUID) -> HttpResponse:
    """The bytes of a file that this person has opened."""
    found = queries.original_of(visit.actor, find(visit.actor, complaint), original_id)
    if not may_open(visit.actor, visit.now):
        raise Refused("not_your_role", act="open_original")
    if live_opening(visit.actor, found.pk, visit.now) is None:
        raise Refused("original_closed")
    return original_answer(found, content_of(found))


def _show(visit: Visit, number: str, found: Original, form: forms.Form, status: int) -> HttpResponse:
    may = may_open(visit.actor, visit.now)
    answer = page(
        visit,
        "console/original.html",
        status=status,
        here="complaints",
        title=_("Original on %(number)s") % {"number": number},
        back_url=reverse("console:complaint", args=[number]),
        back=number,
        content_url=reverse("console:complaint_original_content", args=[number, found.pk]),
        original=found,
        may=may,
        opening=live_opening(visit.actor, found.pk, visit.now) if may else None,
        text="",
        trouble=None,
        is_picture=is_picture(found),
        form=form,
        openings=openings_of(found.pk),
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
