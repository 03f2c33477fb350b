"""New call, fax or visitor."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from shouwen.apps.customers.queries import departments_of, hospitals_for
from shouwen.apps.installations.queries import modules
from shouwen.apps.tickets import actions
from shouwen.console.frame.guard import page, reads_and_acts
from shouwen.console.intake.forms import IntakeForm
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, status_of
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.language import as_typed, switched
from shouwen.ui.submission import submission_of


@reads_and_acts
def intake(visit: Visit) -> HttpResponse:
    """The form, and the card that comes of it."""
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="take_in")
    if visit.method != "POST":
        return _form(visit, IntakeForm())
    if switched(visit):
        return _form(visit, IntakeForm(initial=as_typed(visit.POST)))
    try:
        ticket = actions.take_in(visit.actor, _said(visit), at=visit.now, submission=submission_of(visit.POST))
    except Refused as refused:
        if "field" not in refused.facts:
            raise
        return _form(visit, IntakeForm(data=visit.POST, files=visit.FILES), refused)
    return redirect("console:card", ticket.number)


def _said(visit: Visit) -> actions.Intake:
    said = visit.POST.get
    return actions.Intake(
        channel=said("channel", ""),
        text=said("text", ""),
        kind=said("kind", ""),
        impact=said("impact", ""),
        urgency=said("urgency", ""),
        hospital_id=number_of(visit.POST, "hospital"),
        department_id=number_of(visit.POST, "department"),
        module_id=number_of(visit.POST, "module"),
        caller_name=said("caller_name", ""),
        caller_phone=said("caller_phone", ""),
        contacted_at=_instant(said("contacted_at", "")),
        late_because=said("late_because", ""),
        uploads=visit.FILES.getlist("uploads"),
    )


def _instant(text: str) -> datetime | None:
    """A local date and time of the desk's own zone; `Refused` at the field when it is none."""
    if not text.strip():
        return None
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        found = None
    if found is None:
        raise Refused("not_a_time", field="contacted_at")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _form(visit: Visit, form: IntakeForm, refused: Refused | None = None) -> HttpResponse:
    hospitals = hospitals_for(visit.actor)
    form.offer(hospitals, departments_of(hospitals), modules())
    if refused is not None:
        refuse(form, refused)
    return page(visit, "console/intake.html", status=status_of(refused) if refused else 200, form=form)
