"""Each step of a complaint: a page with its form, and the act."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.apps.complaints import actions as flow
from shouwen.apps.complaints import queries
from shouwen.apps.complaints.access import bond, find
from shouwen.apps.complaints.actions.ending import Correction
from shouwen.apps.complaints.models import Complaint
from shouwen.apps.people.queries import staff
from shouwen.console.complaints import forms as kept
from shouwen.console.frame.guard import acts, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, choose, typed
from shouwen.policy.complaint import Act, State, permit
from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.fields import day_of, number_of
from shouwen.ui.patient_question import shows_of
from shouwen.ui.submission import submission_of

DONE = gettext_lazy("Written down.")


def _step(
    visit: Visit,
    number: str,
    act: Act,
    form: forms.Form,
    do: Callable[[], object],
    *,
    note: Any = "",
    kept_values: Callable[[], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """Only who may do it now sees the form; who loses sight of the complaint by it is led to the list."""
    found = find(visit.actor, number)
    if visit.method != "POST":
        permit(act, visit.actor, State(found.state), bond(found))
    here = reverse("console:complaint", args=[number])
    title = word(act.value, "complaint_act")
    sheet = Sheet("complaints", title, title, here, number, note)
    return carry_out(visit, sheet, form, do, done=DONE, kept=kept_values, to=here)


@reads_and_acts
def grade(visit: Visit, complaint: str) -> HttpResponse:
    def do() -> object:
        said = visit.POST.get
        return flow.grade(visit.actor, complaint, said("grade", ""), said("reason", ""), at=visit.now)

    form = kept.GradeForm(data=typed(visit))
    return _step(visit, complaint, Act.GRADE, form, do, kept_values=lambda: _now(visit, complaint, "grade"))


@reads_and_acts
def name(visit: Visit, complaint: str) -> HttpResponse:
    def do() -> object:
        return flow.name(visit.actor, complaint, _person(visit), visit.POST.get("reason", ""), at=visit.now)

    form = kept.NameForm(data=typed(visit))
    choose(form, "person", [(str(each.pk), each.name) for each in staff() if each.pk != visit.actor.id])
    note = _("He loses sight of it at once, and nothing tells him.")
    return _step(visit, complaint, Act.NAME, form, do, note=note)


@reads_and_acts
def clear(visit: Visit, complaint: str) -> HttpResponse:
    def do() -> object:
        return flow.clear(visit.actor, complaint, _person(visit), visit.POST.get("reason", ""), at=visit.now)

    form = kept.ClearForm(data=typed(visit))
    accused = find(visit.actor, complaint).accused.select_related("person").order_by("pk")
    choose(form, "person", [(str(each.person_id), each.person.name) for each in accused])
    return _step(visit, complaint, Act.NAME, form, do)


@reads_and_acts
def assign(visit: Visit, complaint: str) -> HttpResponse:
    def do() -> object:
        handler = number_of(visit.POST, "handler")
        if handler is None:
            raise Refused("absent", field="handler")
        return flow.assign(visit.actor, complaint, handler, at=visit.now)

    form = kept.AssignForm(data=typed(visit))
    people = queries.candidates(find(visit.actor, complaint), visit.now)
    choose(form, "handler", [(str(each.pk), each.name) for each in people])
    return _step(visit, complaint, Act.ASSIGN, form, do, kept_values=lambda: _now(visit, complaint, "handler"))


def _words(
    act: Act, do: Callable[..., Complaint], note: Any = "", form: type[forms.Form] = kept.TextForm
) -> Callable[..., Any]:
    """A step that is a text with a key of its own; with files where its form has them."""

    def view(visit: Visit, complaint: str) -> HttpResponse:
        def said() -> object:
            text, key = visit.POST.get("text", ""), submission_of(visit.POST)
            more = {"files": files_of(visit)} if "uploads" in form.base_fields else {}
            return do(visit.actor, complaint, text, at=visit.now, submission=key, **more)

        return _step(visit, complaint, act, form(data=typed(visit), files=visit.FILES or None), said, note=note)

    return reads_and_acts(view)


def files_of(visit: Visit) -> flow.Files:
    return flow.Files(visit.FILES.getlist("uploads"), shows_of(visit.POST))


contact = _words(Act.CONTACT, flow.contact, gettext_lazy("A qualified person's own word; a receipt is none."))
say = _words(Act.WORD, flow.say, gettext_lazy("The customer reads this."), kept.WordForm)
note = _words(Act.NOTE, flow.note, gettext_lazy("Only those who look into it read this."))


@reads_and_acts
def propose(visit: Visit, complaint: str) -> HttpResponse:
    def do() -> object:
        said = visit.POST.get
        found = flow.Found(said("verdict", ""), said("finding", ""), said("remedy", ""))
        return flow.propose(visit.actor, complaint, found, at=visit.now)

    return _step(visit, complaint, Act.PROPOSE, kept.ProposalForm(data=typed(visit)), do)


@reads_and_acts
def decide(visit: Visit, complaint: str) -> HttpResponse:
    def do() -> object:
        chosen = visit.POST.get("approved", "")
        if chosen not in {"yes", "no"}:
            raise Refused("unknown_choice", field="approved")
        reason = visit.POST.get("reason", "")
        return flow.decide(visit.actor, complaint, chosen == "yes", reason, at=visit.now)

    return _step(visit, complaint, Act.DECIDE, kept.DecisionForm(data=typed(visit)), do)


def _text(act: Act, field: str, do: Callable[..., Complaint], form: type[forms.Form], note: Any = "") -> Any:
    def view(visit: Visit, complaint: str) -> HttpResponse:
        def said() -> object:
            more = {"files": files_of(visit)} if "uploads" in form.base_fields else {}
            return do(visit.actor, complaint, visit.POST.get(field, ""), at=visit.now, **more)

        return _step(visit, complaint, act, form(data=typed(visit), files=visit.FILES or None), said, note=note)

    return reads_and_acts(view)


answer = _text(Act.ANSWER, "text", flow.answer, kept.AnswerForm, gettext_lazy("In the sense of what was approved."))
conclude = _text(Act.CONCLUDE, "text", flow.conclude, kept.AnswerForm, gettext_lazy("After this nothing follows."))
accept = _text(Act.ACCEPT, "words", flow.accept, kept.ReplyForm)
withdraw = _text(Act.WITHDRAW, "words", flow.withdraw, kept.ReplyForm, gettext_lazy("Why, as the customer says it."))
reject = _text(
    Act.REJECT, "words", flow.reject, kept.ReplyForm, gettext_lazy("A second round begins, one grade higher.")
)


@reads_and_acts
def correct(visit: Visit, complaint: str) -> HttpResponse:
    def do() -> object:
        said = visit.POST.get
        day = day_of(visit.POST, "until")
        found = Correction(said("cause", ""), said("correction", ""), said("by", ""), day)
        return flow.correct(visit.actor, complaint, found, at=visit.now)

    names = ("cause", "correction", "by", "until")
    form = kept.CorrectionForm(data=typed(visit))
    return _step(visit, complaint, Act.CORRECT, form, do, kept_values=lambda: _now(visit, complaint, *names))


@acts
def archive(visit: Visit, complaint: str) -> HttpResponse:
    flow.archive(visit.actor, complaint, at=visit.now)
    messages.success(visit, _("Archived."))
    return redirect("console:complaint", complaint)


def _person(visit: Visit) -> int:
    person = number_of(visit.POST, "person")
    if person is None:
        raise Refused("absent", field="person")
    return person


def _now(visit: Visit, number: str, *names: str) -> dict[str, Any]:
    """What stands on record in these fields."""
    found = find(visit.actor, number)
    values = {
        "grade": found.grade,
        "handler": str(found.handler_id or ""),
        "cause": found.cause,
        "correction": found.correction,
        "by": found.correction_by,
        "until": found.correction_until.isoformat() if found.correction_until else "",
    }
    return {name: values[name] for name in names}
