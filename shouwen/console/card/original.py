"""What was covered on a card, as it came: asked for with a reason, shown for five minutes."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.originals.access import may_open
from shouwen.apps.originals.models import Original
from shouwen.apps.originals.queries import live_opening, openings_of
from shouwen.apps.tickets.actions.original import open_original, original_on, read_original
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.original_answer import OpenForm, is_picture, original_answer


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
    return original_answer(found, content)


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
        here="queue",
        title=_("Original on %(number)s") % {"number": number},
        back_url=reverse("console:card", args=[number]),
        back=number,
        content_url=reverse("console:original_content", args=[number, found.pk]),
        original=found,
        may=may,
        opening=opening,
        text=text,
        trouble=trouble,
        is_picture=is_picture(found),
        form=form,
        openings=openings_of(found.pk),
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
