"""The page of an original: a reason is asked for, then it is shown for as long as it is open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from shouwen.apps.originals.access import may_open
from shouwen.apps.originals.models import Original
from shouwen.apps.originals.queries import live_opening, opened_content, openings_of
from shouwen.console.frame.guard import page
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.original_answer import OpenForm, is_picture


@dataclass(frozen=True)
class Place:
    """The room it belongs to, the way back, and where its bytes are."""

    here: str
    title: Any
    back: Any
    back_url: str
    content_url: str


def original_page(visit: Visit, found: Original, place: Place, open_it: Callable[[str], object]) -> HttpResponse:
    """The question for a reason; while it is open, the original itself. `open_it` is the act, with the reason."""
    if visit.method != "POST":
        return _show(visit, found, place, OpenForm(), 200)
    try:
        open_it(visit.POST.get("why", ""))
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, found, place, refuse(OpenForm(data=visit.POST), refused), status_of(refused))
    return redirect(visit.path)


def _show(visit: Visit, found: Original, place: Place, form: forms.Form, status: int) -> HttpResponse:
    may = may_open(visit.actor, visit.now)
    opening = live_opening(visit.actor, found.pk, visit.now) if may else None
    text, trouble = "", None
    if opening is not None and not found.media_type:
        try:
            text = opened_content(visit.actor, found, visit.now).decode()
        except Refused as refused:
            trouble = refused
    answer = page(
        visit,
        "console/original.html",
        status=status,
        here=place.here,
        title=place.title,
        back_url=place.back_url,
        back=place.back,
        content_url=place.content_url,
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
