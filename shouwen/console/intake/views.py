"""New call, fax or visitor."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from shouwen.apps.calls.actions import bind
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.words import covered_on
from shouwen.apps.tickets.models import Ticket
from shouwen.console.frame.guard import acts, page, reads_and_acts
from shouwen.console.intake.caller import contact_id_of, followed
from shouwen.console.intake.forms import IntakeForm, PlaceChoices
from shouwen.console.intake.outlook import outlook
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.language import switched
from shouwen.ui.patient_question import shows_of, tell_covered
from shouwen.ui.refusal_words import refusal_words
from shouwen.ui.submission import submission_of


@reads_and_acts
def intake(visit: Visit) -> HttpResponse:
    """The form, and the card that comes of it. `look` asks for what is on record, and sends nothing."""
    _allow(visit)
    if visit.method != "POST":
        return _form(visit, visit.GET)
    if switched(visit) or "look" in visit.POST:
        return _form(visit, visit.POST)
    fields, _choices = followed(visit.actor, visit.POST)
    try:
        ticket = _take_in(visit, _said(visit, fields))
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _form(visit, visit.POST, refused)
    tell_covered(visit, covered_on(ticket))
    return redirect("console:card", ticket.number)


@acts
def preview(visit: Visit) -> HttpResponse:
    """What is on record and what would be promised, as it is typed. Writes nothing."""
    _allow(visit)
    fields, choices = followed(visit.actor, visit.POST)
    shown = visit.POST.get
    return page(
        visit,
        "console/intake_preview.html",
        form=_offered(IntakeForm(initial=fields), choices),
        callers_changed=shown("found_for", "") != fields["found_for"] or shown("pick", "") != fields["pick"],
        place_changed=shown("place_of", "") != fields["place_of"] or shown("hospital_of", "") != fields["hospital_of"],
        **_outlook(visit, fields, choices),
    )


def _allow(visit: Visit) -> None:
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="take_in")


def _take_in(visit: Visit, said: actions.Intake) -> Ticket:
    submission = submission_of(visit.POST)
    if "answered" not in visit.POST:
        ticket = actions.take_in(visit.actor, said, at=visit.now, submission=submission)
        _bind(visit, ticket, at_once=False)
        return ticket
    answered = actions.AnsweredAtOnce(visit.POST.get("answer", ""), visit.POST.get("cause", ""))
    ticket = actions.take_in_answered(visit.actor, said, answered, at=visit.now, submission=submission)
    _bind(visit, ticket, at_once=True)
    messages.success(visit, _("Answered and closed. The hospital can read the answer on its card."))
    return ticket


def _bind(visit: Visit, ticket: Ticket, *, at_once: bool) -> None:
    """The call from which it was opened is about this card; 答疑即结 counts as solved at the first call."""
    call = visit.POST.get("call", "")
    if call.isascii() and call.isdigit() and len(call) < 16:
        try:
            bind(visit.actor, int(call), ticket.number, at_once=at_once, at=visit.now)
        except Refused as refused:
            # The card is there; the call can be bound from its own page.
            messages.warning(visit, refusal_words(refused))


def _said(visit: Visit, fields: Mapping[str, Any]) -> actions.Intake:
    said = fields.get
    return actions.Intake(
        channel=said("channel", ""),
        text=said("text", ""),
        kind=said("kind", ""),
        impact=said("impact", ""),
        urgency=said("urgency", ""),
        hospital_id=number_of(fields, "hospital"),
        department_id=number_of(fields, "department"),
        contact_id=contact_id_of(visit.actor, fields),
        module_id=number_of(fields, "module"),
        caller_name=said("caller_name", ""),
        caller_phone=said("caller_phone", ""),
        contacted_at=_instant(said("contacted_at", "")),
        late_because=said("late_because", ""),
        uploads=visit.FILES.getlist("uploads"),
        shows_patient=shows_of(visit.POST),
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


def _form(visit: Visit, typed: QueryDict, refused: Refused | None = None) -> HttpResponse:
    fields, choices = followed(visit.actor, typed)
    form = IntakeForm(data=fields, files=visit.FILES) if refused else IntakeForm(initial=fields)
    _offered(form, choices)
    if refused is not None:
        refuse(form, refused)
    status = status_of(refused) if refused else 200
    told = _outlook(visit, fields, choices) if typed else {"known": None, "forecast": None}
    return page(visit, "console/intake.html", status=status, form=form, **told)


def _offered(form: IntakeForm, choices: PlaceChoices) -> IntakeForm:
    form.offer(choices)
    return form


def _outlook(visit: Visit, fields: Mapping[str, Any], choices: PlaceChoices) -> dict[str, Any]:
    """What cannot be read yet is no fault while it is typed: it is told when the form is sent."""
    hospital = next((each for each in choices.hospitals if str(each.pk) == fields["hospital_of"]), None)
    try:
        said = _said(visit, fields) if fields.get("kind") else None
    except Refused:
        said = None
    return outlook(visit, said, hospital)
