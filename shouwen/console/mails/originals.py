"""A page of a fax, or whatever was covered in a letter, as it came: who decides where it goes has to see it."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shouwen.apps.channels import actions, queries
from shouwen.apps.originals.access import may_open
from shouwen.apps.originals.models import Original
from shouwen.apps.originals.queries import content_of, live_opening, openings_of
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.original_answer import OpenForm, is_picture, original_answer


@reads_and_acts
def original(visit: Visit, mail: int, original_id: UUID) -> HttpResponse:
    """The question for a reason; while it is open, the original itself."""
    found = actions.original_of(queries.mail_of(visit.actor, mail), original_id)
    if visit.method != "POST":
        return _show(visit, mail, found, OpenForm(), 200)
    try:
        actions.open_of_mail(visit.actor, mail, original_id, visit.POST.get("why", ""), at=visit.now)
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, mail, found, refuse(OpenForm(data=visit.POST), refused), status_of(refused))
    return redirect("console:mail_original", mail, original_id)


@reads
def original_content(visit: Visit, mail: int, original_id: UUID) -> HttpResponse:
    """The bytes of a file that this person has opened."""
    found = actions.original_of(queries.mail_of(visit.actor, mail), original_id)
    if not may_open(visit.actor, visit.now):
        raise Refused("not_your_role", act="open_original")
    if live_opening(visit.actor, found.pk, visit.now) is None:
        raise Refused("original_closed")
    return original_answer(found, content_of(found))


def _show(visit: Visit, mail: int, found: Original, form: forms.Form, status: int) -> HttpResponse:
    may = may_open(visit.actor, visit.now)
    opening = live_opening(visit.actor, found.pk, visit.now) if may else None
    text, trouble = "", None
    if opening is not None and not found.media_type:
        try:
            text = content_of(found).decode()
        except Refused as refused:
            trouble = refused
    answer = page(
        visit,
        "console/original.html",
        status=status,
        here="mails",
        title=_("Original of a letter"),
        back_url=reverse("console:mail", args=[mail]),
        back=pgettext("room", "Mail in"),
        content_url=reverse("console:mail_original_content", args=[mail, found.pk]),
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
