"""Report a problem."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.agreements.book import lines_of
from shouwen.apps.customers.queries import departments_for
from shouwen.apps.installations.queries import modules_at
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.urgent import may_ask, promise_at
from shouwen.apps.tickets.actions.words import covered_on
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import day_of
from shouwen.apps.tickets.queries import modules_last_reported
from shouwen.apps.tickets.urgent_units import used_of
from shouwen.policy.refusal import Refused
from shouwen.portal.frame.guard import page, reads_and_acts, who
from shouwen.portal.report.forms import ReportForm
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.urgent import units_words
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import FILES_ACCEPTED, refuse
from shouwen.ui.language import as_typed, switched
from shouwen.ui.patient_question import shows_of, tell_covered
from shouwen.ui.submission import submission_of
from shouwen.ui.time_words import when_words


@reads_and_acts
def report(visit: Visit) -> HttpResponse:
    """The form, and the report itself. What was typed stays when something is missing."""
    if visit.method != "POST":
        asked = {"department": str(who(visit).department_id or ""), "continues": visit.GET.get("continues", "")[:24]}
        return _form(visit, ReportForm(initial=asked))
    if switched(visit):
        return _form(visit, ReportForm(initial=as_typed(visit.POST)))
    try:
        ticket = _sent(visit)
    except Refused as refused:
        if of_the_person(refused):
            raise
        form = ReportForm(data=visit.POST, files=visit.FILES)
        return _form(visit, form, refused)
    tell_covered(visit, covered_on(ticket))
    return redirect(reverse("portal:ticket", args=[ticket.number]) + "?sent=1")


def _sent(visit: Visit) -> Ticket:
    """The report, with an urgent response asked for when the box is ticked."""
    said = actions.Report(
        answer=visit.POST.get("answer", ""),
        text=visit.POST.get("text", ""),
        module_id=number_of(visit.POST, "module"),
        department_id=number_of(visit.POST, "department"),
        uploads=visit.FILES.getlist("uploads"),
        shows_patient=shows_of(visit.POST),
        continues=visit.POST.get("continues", ""),
    )
    submission = submission_of(visit.POST)
    if visit.POST.get("urgent") != "on":
        return actions.report(visit.actor, said, at=visit.now, submission=submission)
    by_quote = visit.POST.get("by_quote") == "on"
    return actions.report_urgent(visit.actor, said, at=visit.now, submission=submission, by_quote=by_quote)


def _form(visit: Visit, form: ReportForm, refused: Refused | None = None) -> HttpResponse:
    contact = who(visit)
    modules = modules_at(contact.hospital_id)
    recent = modules_last_reported(visit.actor)
    modules.sort(key=lambda module: recent.index(module.pk) if module.pk in recent else len(recent))
    form.offer(modules, departments_for(visit.actor))
    urgent, left = _urgent(visit, contact.hospital_id)
    form.offer_urgent(urgent, by_quote=left == 0 or (refused is not None and refused.code == "urgent.quote_needed"))
    if refused is not None:
        refuse(form, refused)
    return page(
        visit,
        "portal/report.html",
        contact,
        status=status_of(refused) if refused else 200,
        form=form,
        module_icons={str(module.pk): f"bi-{module.icon}" for module in modules},
        files_accept=FILES_ACCEPTED,
    )


def _urgent(visit: Visit, hospital_id: int) -> tuple[str, int]:
    """What is promised to who asks for it now, and how many units are left, in words; nothing for who may not ask."""
    if not may_ask(visit.actor):
        return "", 0
    left = sum(units.left for units in used_of(lines_of(hospital_id), day_of(visit.now)).values())
    told = {"due": when_words(promise_at(visit.now)), "units": units_words(left)}
    return _("Asked for now, somebody is there by %(due)s. %(units)s") % told, left
