"""Programs that report: the list with a form, each one's page, and the acts on it."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.apps.channels import actions, signal_queries
from shouwen.apps.channels.actions.programs import find_program, is_kept, keeps
from shouwen.apps.customers.access import actor_of
from shouwen.policy.refusal import Refused
from shouwen.portal.frame.guard import acts, page, reads, reads_and_acts, who
from shouwen.ui.door import Visit, status_of
from shouwen.ui.form_fields import refuse


class ProgramForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        max_length=80,
        help_text=gettext_lazy("It stands on every card that the program opens."),
    )


@reads_and_acts
def programs(visit: Visit) -> HttpResponse:
    """The list; after a new one its own page, with the secret that is shown this once."""
    if not visit.actor.leads_it:
        raise Refused("absent")
    if visit.method != "POST":
        return _list(visit, ProgramForm())
    try:
        made, secret = actions.add_program(visit.actor, visit.POST.get("name", ""), at=visit.now)
    except Refused as refused:
        return _list(visit, refuse(ProgramForm(visit.POST), refused), status_of(refused))
    return _one(visit, made.pk, secret)


@reads
def program(visit: Visit, program: int) -> HttpResponse:
    return _one(visit, program)


@acts
def secret(visit: Visit, program: int) -> HttpResponse:
    """A new secret, shown this once."""
    _row, made = actions.renew_secret(visit.actor, program, at=visit.now)
    return _one(visit, program, made)


@acts
def switch_on(visit: Visit, program: int) -> HttpResponse:
    actions.switch_program(visit.actor, program, on=True, at=visit.now)
    messages.success(visit, _("What it tells is taken from now on."))
    return redirect("portal:program", program)


@acts
def switch_off(visit: Visit, program: int) -> HttpResponse:
    actions.switch_program(visit.actor, program, on=False, at=visit.now)
    messages.success(visit, _("Nothing that it tells is taken."))
    return redirect("portal:program", program)


@acts
def remove(visit: Visit, program: int) -> HttpResponse:
    actions.remove_program(visit.actor, program, at=visit.now)
    messages.success(visit, _("It is removed."))
    return redirect("portal:programs")


def _list(visit: Visit, form: forms.Form, status: int = 200) -> HttpResponse:
    found = signal_queries.programs(visit.actor)
    keepers = {each.keeper_id: each.keeper for each in found}
    actors = {pk: actor_of(person) for pk, person in keepers.items() if person.may_enter}
    rows = [(each, each.keeper_id in actors and keeps(actors[each.keeper_id], each)) for each in found]
    return page(visit, "portal/programs.html", who(visit), status=status, form=form, rows=rows)


def _one(visit: Visit, program: int, secret: str = "") -> HttpResponse:
    found = find_program(visit.actor, program)
    after = visit.GET.get("after", "")
    told = signal_queries.told_by(found, after)
    address = settings.SITE_URL + reverse("api:signal", args=[found.pk])
    said = _("The disk of the database server is nearly full.")
    sample = {"type": "opened", "thread": "db-1/disk", "text": said, "answer": "department"}
    shown: dict[str, Any] = {"program": found, "kept": is_kept(found), "secret": secret, "address": address}
    shown["sample"] = json.dumps(sample, ensure_ascii=False)
    return page(
        visit, "portal/program.html", who(visit), signals=told.signals, older=told.after, newer=bool(after), **shown
    )
