"""The ruling on a request's cause: why, and the appeal against it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.ruling import standing_of
from shouwen.apps.tickets.whole_card import whole_card
from shouwen.policy.refusal import Refused
from shouwen.policy.ruling import Step, allowed
from shouwen.portal.frame.guard import acts, page, reads, who
from shouwen.portal.rulings.forms import AppealForm
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.ruling import ruling_faces
from shouwen.ui.form_fields import refuse


@reads
def ruling(visit: Visit, number: str) -> HttpResponse:
    return _show(visit, number, AppealForm())


@acts
def appeal(visit: Visit, number: str) -> HttpResponse:
    try:
        actions.appeal_ruling(visit.actor, number, visit.POST.get("words", ""), at=visit.now)
    except Refused as refused:
        if of_the_person(refused) or (refused.code == "absent" and "field" not in refused.facts):
            raise
        return _show(visit, number, refuse(AppealForm(data=visit.POST), refused), status_of(refused))
    messages.success(visit, _("Your appeal is with the service director."))
    return redirect("portal:ruling", number)


def _show(visit: Visit, number: str, form: forms.Form, status: int = 200) -> HttpResponse:
    card = whole_card(visit.actor, number, visit.now)
    newest = card.extras.rulings[-1] if card.extras.rulings else None
    may_appeal = Step.APPEAL in allowed(visit.actor, standing_of(newest), visit.now)
    return page(
        visit,
        "portal/ruling.html",
        who(visit),
        status=status,
        ticket=card.ticket,
        rulings=ruling_faces(card),
        form=form if may_appeal or form.is_bound else None,
    )
