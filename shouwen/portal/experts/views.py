"""The green channel's own entry; and what experts bring to a card: minutes, visits, solutions."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shouwen.apps.billing.queries import charged_for_visits
from shouwen.apps.consultations import actions, queries
from shouwen.apps.consultations.access import find_consultation, find_solution, find_visit, signs_for_hospital
from shouwen.apps.tickets.access import find
from shouwen.apps.tickets.actions import Report
from shouwen.policy.refusal import Refused
from shouwen.portal.experts.forms import DeclineForm, GreenForm, SignForm
from shouwen.portal.frame.guard import acts, page, reads, reads_and_acts, who
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.minutes import minutes_bill
from shouwen.ui.file_answer import download
from shouwen.ui.form_fields import refuse
from shouwen.ui.submission import submission_of


@reads_and_acts
def green(visit: Visit) -> HttpResponse:
    """For a hospital whose agreement names it; any other is told how it may come by it."""
    contact = who(visit)
    today = timezone.localdate(visit.now)
    entitled = queries.is_entitled(contact.hospital_id, today)
    form, status = GreenForm(data=visit.POST or None, files=visit.FILES or None), 200
    if visit.method == "POST":
        said = Report(
            answer=visit.POST.get("answer", ""),
            text=visit.POST.get("text", ""),
            uploads=visit.FILES.getlist("uploads"),
        )
        try:
            made = actions.report_green(visit.actor, said, at=visit.now, submission=submission_of(visit.POST))
        except Refused as refused:
            if of_the_person(refused):
                raise
            form = GreenForm(data=visit.POST, files=visit.FILES)
            status = status_of(refused)
            refuse(form, refused)
        else:
            messages.success(visit, _("Sent through the green channel."))
            return redirect(reverse("portal:ticket", args=[made.number]) + "?sent=1")
    named = queries.named_for(contact.hospital_id)
    known = queries.specialties([each.person_id for each in named], today)
    return page(
        visit,
        "portal/green.html",
        contact,
        status=status,
        form=form,
        number=settings.GREEN_LINE_NUMBER,
        entitled=entitled,
        experts=[(each.person, known.get(each.person_id, "")) for each in named],
    )


@reads
def card_experts(visit: Visit, number: str) -> HttpResponse:
    return _show(visit, number)


@acts
def agree(visit: Visit, expert_visit: str) -> HttpResponse:
    name = visit.POST.get("signed_name", "")
    return _on_visit(
        visit,
        expert_visit,
        SignForm(data=visit.POST),
        lambda: actions.agree_visit(visit.actor, expert_visit, name, at=visit.now),
    )


@acts
def decline(visit: Visit, expert_visit: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    return _on_visit(
        visit,
        expert_visit,
        DeclineForm(data=visit.POST),
        lambda: actions.decline_visit(visit.actor, expert_visit, words, at=visit.now),
    )


@acts
def acknowledge(visit: Visit, solution: str, version: int) -> HttpResponse:
    found = find_solution(visit.actor, solution)
    name = visit.POST.get("signed_name", "")
    return _carry_out(
        visit,
        found.ticket.number,
        SignForm(data=visit.POST),
        lambda: actions.acknowledge(visit.actor, solution, version, name, at=visit.now),
    )


@reads
def minutes(visit: Visit, consultation: str) -> HttpResponse:
    return minutes_bill(find_consultation(visit.actor, consultation)).answer()


@reads
def solution_file(visit: Visit, solution: str, version: int) -> FileResponse:
    found = find_solution(visit.actor, solution)
    return download(queries.version_of(visit.actor, found, version).file)


def _on_visit(visit: Visit, number: str, form: SignForm | DeclineForm, do: Callable[[], object]) -> HttpResponse:
    return _carry_out(visit, find_visit(visit.actor, number).ticket.number, form, do)


def _carry_out(visit: Visit, card: str, form: SignForm | DeclineForm, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        if of_the_person(refused) or "field" not in refused.facts:
            raise
        refuse(form, refused)
        return _show(visit, card, form, status_of(refused))
    messages.success(visit, _("Your word is on record. Thank you."))
    return redirect("portal:card_experts", card)


def _show(visit: Visit, number: str, form: SignForm | DeclineForm | None = None, status: int = 200) -> HttpResponse:
    contact, ticket = who(visit), find(visit.actor, number)
    solution = queries.solution_on(visit.actor, ticket.pk)
    visits = queries.visits_on(visit.actor, ticket.pk)
    return page(
        visit,
        "portal/card_experts.html",
        contact,
        status=status,
        ticket=ticket,
        consultations=queries.consultations_on(visit.actor, ticket.pk),
        visits=[(row, _signing(form, contact.name, f"v{row.pk}"), _declining(form, f"v{row.pk}")) for row in visits],
        charged=charged_for_visits([row.pk for row in visits]),
        solution=solution,
        versions=[
            (row, _signing(form, contact.name, f"s{row.pk}"))
            for row in (queries.versions_of(visit.actor, solution) if solution else [])
        ],
        signs=signs_for_hospital(visit.actor),
    )


def _signing(form: SignForm | DeclineForm | None, name: str, mark: str) -> SignForm:
    """The form that was refused, or a new one; each with ids of its own."""
    if isinstance(form, SignForm):
        return form
    return SignForm(initial={"signed_name": name}, auto_id=f"{mark}_%s")


def _declining(form: SignForm | DeclineForm | None, mark: str) -> DeclineForm:
    return form if isinstance(form, DeclineForm) else DeclineForm(auto_id=f"{mark}_%s")
