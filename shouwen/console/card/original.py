"""What was covered on a card, as it came: asked for with a reason, shown for five minutes."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from shouwen.apps.originals.access import may_open
from shouwen.apps.originals.models import Original
from shouwen.apps.originals.queries import live_opening, openings_of
from shouwen.apps.tickets.actions.original import open_original, original_on, read_original
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.file_answer import SANDBOX
from shouwen.ui.form_fields import refuse

PICTURES = "image/"


class OpenForm(forms.Form):
    why = forms.CharField(
        label=_("Why you need it"),
        max_length=200,
        help_text=_("It stands on the card's record and in the list of openings, with your name."),
    )


@reads_and_acts
def original(visit: Visit, number: str, original_id: UUID) -> HttpResponse:
    """The question for a reason; while it is open, the original itself."""
    found = original_on(visit.actor, number, original_id)
    if visit.method != "POST":
        return _show(visit, number, found, OpenForm(), 200)
    try:
        open_original(visit.actor, number, original_id, visit.POST.get("why", ""), at=visit.now)
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, number, found, refuse(OpenForm(data=visit.POST), refused), status_of(refused))
    return redirect("console:original", number, original_id)


@reads
def original_content(visit: Visit, number: str, original_id: UUID) -> HttpResponse:
    """The bytes of a file that this person has opened: a picture is shown, anything else is a download."""
    found, content = read_original(visit.actor, number, original_id, now=visit.now)
    is_picture = found.media_type.startswith(PICTURES)
    answer = HttpResponse(content, content_type=found.media_type if is_picture else "application/octet-stream")
    answer["Content-Disposition"] = (
        content_disposition_header(not is_picture, found.label or "original") or "attachment"
    )
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _show(visit: Visit, number: str, found: Original, form: forms.Form, status: int) -> HttpResponse:
    may = may_open(visit.actor, visit.now)
    opening = live_opening(visit.actor, found.pk, visit.now) if may else None
    text, trouble = "", None
    if opening is not None and not found.media_type:
        try:
            text = read_original(visit.actor, number, found.pk, now=visit.now)[1].decode()
        except Refused as refused:
            trouble = refused
    answer = page(
        visit,
        "console/original.html",
        status=status,
        number=number,
        original=found,
        may=may,
        opening=opening,
        text=text,
        trouble=trouble,
        is_picture=found.media_type.startswith(PICTURES),
        form=form,
        openings=openings_of(found.pk),
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
