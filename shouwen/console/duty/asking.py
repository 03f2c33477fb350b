"""Swapping a shift with a colleague: asked for, answered, withdrawn."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.duty import actions
from shouwen.apps.duty.queries import shift_of
from shouwen.console.duty.forms import AskForm
from shouwen.console.duty.views import show_shift_again, to_week_of
from shouwen.console.frame.guard import acts
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person
from shouwen.ui.fields import number_of
from shouwen.ui.refusal_words import refusal_words


@acts
def ask(visit: Visit, shift: int) -> HttpResponse:
    """My shift for a colleague's; he is told at once."""
    shift_of(shift)
    try:
        other = number_of(visit.POST, "other") or 0
        row = actions.ask_swap(visit.actor, shift, other, visit.POST.get("words", ""), at=visit.now)
    except Refused as refused:
        return show_shift_again(visit, shift, refused, ask_form=AskForm(data=visit.POST, auto_id="id_ask_%s"))
    messages.success(visit, _("%(name)s has been asked.") % {"name": row.of.name})
    return redirect("console:shift", shift)


@acts
def accept(visit: Visit, ask: int) -> HttpResponse:
    return _answer(visit, ask, True)


@acts
def decline(visit: Visit, ask: int) -> HttpResponse:
    return _answer(visit, ask, False)


@acts
def withdraw(visit: Visit, ask: int) -> HttpResponse:
    row = actions.withdraw_swap(visit.actor, ask, at=visit.now)
    messages.success(visit, _("Nobody is asked any more."))
    return redirect("console:shift", row.shift_id)


def _answer(visit: Visit, ask: int, accepts: bool) -> HttpResponse:
    try:
        row = actions.answer_swap(visit.actor, ask, accepts, at=visit.now)
    except Refused as refused:
        if refused.code == "absent" or of_the_person(refused):
            raise
        messages.error(visit, refusal_words(refused))
        return redirect(reverse("console:duty"))
    messages.success(visit, _("Swapped.") if accepts else _("Your colleague is told that you cannot."))
    return to_week_of(row.shift, visit.now)
