"""The acts of the experts' room."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.contrib import messages
from django.forms import Form, MultipleChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shouwen.apps.consultations import actions, queries
from shouwen.apps.consultations.access import find_consultation, find_solution, find_visit
from shouwen.apps.consultations.models import Consultation
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.tickets.access import find
from shouwen.console.experts import forms
from shouwen.console.frame.guard import acts, reads_and_acts
from shouwen.console.frame.sheet import Sheet, Words, carry_out, choose, typed
from shouwen.policy.consultation import KEEPS_EXPERTS, NAMES_EXPERTS
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import need
from shouwen.ui.door import Visit
from shouwen.ui.fields import day_of, instant_of, number_of
from shouwen.ui.money_fields import fen_in
from shouwen.ui.submission import submission_of


@reads_and_acts
def call(visit: Visit, number: str) -> HttpResponse:
    ticket = find(visit.actor, number)
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="call_consultation")
    form = forms.CallForm(data=typed(visit))
    choices = _experts(timezone.localdate(visit.now))
    choose(form, "chair", choices, empty="—")
    _tick(form, choices)

    def do() -> Consultation:
        said = visit.POST
        facts = actions.CallFacts(
            question=said.get("question", ""),
            meets_at=instant_of(said, "meets_at"),
            chair_id=number_of(said, "chair"),
            members=[int(each) for each in said.getlist("members") if each.isascii() and each.isdigit()],
            due=instant_of(said, "due_at") if said.get("due_at") else None,
        )
        key = submission_of(said)
        return actions.call_consultation(visit.actor, number, facts, at=visit.now, submission=key)

    note = _("Only experts whose certificate counts on the day on which they meet can be called.")
    around = _on_card(ticket.number, _("Call a consultation"), _("Call them"), note)
    made: Callable[[Consultation], str] = lambda found: reverse("console:consultation", args=[found.number])  # noqa: E731
    return carry_out(visit, around, form, do, done=_("They are called, and told."), made=made)


@acts
def accept(visit: Visit, consultation: str) -> HttpResponse:
    actions.answer_invitation(visit.actor, consultation, "", accepts=True, at=visit.now)
    messages.success(visit, _("You come."))
    return redirect("console:consultation", consultation)


@reads_and_acts
def decline(visit: Visit, consultation: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    do = partial(actions.answer_invitation, visit.actor, consultation, words, accepts=False, at=visit.now)
    return _about(visit, consultation, forms.WordsForm, (_("I cannot come"), _("Send")), do)


@reads_and_acts
def opinion(visit: Visit, consultation: str) -> HttpResponse:
    do = partial(actions.give_opinion, visit.actor, consultation, visit.POST.get("words", ""), at=visit.now)
    return _about(visit, consultation, forms.OpinionForm, (_("Your opinion"), _("Save")), do)


@reads_and_acts
def conclusion(visit: Visit, consultation: str) -> HttpResponse:
    told = visit.POST.get("conclusion", ""), visit.POST.get("plan", "")
    do = partial(actions.conclude, visit.actor, consultation, *told, at=visit.now)
    return _about(visit, consultation, forms.ConclusionForm, (_("Conclusion and plan"), _("Conclude")), do)


@acts
def sign(visit: Visit, consultation: str) -> HttpResponse:
    actions.sign_minutes(visit.actor, consultation, at=visit.now)
    messages.success(visit, _("You have signed the minutes."))
    return redirect("console:consultation", consultation)


@reads_and_acts
def cancel(visit: Visit, consultation: str) -> HttpResponse:
    do = partial(actions.cancel_consultation, visit.actor, consultation, visit.POST.get("words", ""), at=visit.now)
    return _about(visit, consultation, forms.WordsForm, (_("Cancel the consultation"), _("Cancel it")), do)


@reads_and_acts
def register(visit: Visit) -> HttpResponse:
    need(visit.actor, KEEPS_EXPERTS, "keep_experts")
    form = forms.CertificateForm(data=typed(visit))
    choose(form, "person", [(str(each.pk), each.name) for each in qualified_staff()], empty="—")

    def do() -> object:
        said = visit.POST
        facts = actions.CertificateFacts(
            number=said.get("number", ""),
            issued_on=day_of(said, "issued_on"),
            expires_on=day_of(said, "expires_on"),
            branch=said.get("branch", ""),
            specialty=said.get("specialty", ""),
        )
        return actions.register_certificate(visit.actor, number_of(said, "person"), facts, at=visit.now)

    back = reverse("console:experts")
    note = _("A renewal is a certificate of its own. Sixty days before it ends he and the directors are told.")
    around = Sheet("experts", _("New certificate"), _("Register it"), back, _("Certified experts"), note)
    return carry_out(visit, around, form, do, done=_("Registered."))


@reads_and_acts
def end(visit: Visit, certificate: int) -> HttpResponse:
    need(visit.actor, KEEPS_EXPERTS, "keep_experts")
    found = queries.certificate_of(certificate)
    back = reverse("console:experts")
    title = _("Withdraw %(number)s of %(name)s") % {"number": found.number, "name": found.person.name}
    around = Sheet("experts", title, _("Withdraw"), back, _("Certified experts"), _("It counts no more from today on."))
    do = partial(actions.end_certificate, visit.actor, certificate, visit.POST.get("words", ""), at=visit.now)
    return carry_out(visit, around, forms.WordsForm(data=typed(visit)), do, done=_("Withdrawn."))


@reads_and_acts
def name(visit: Visit) -> HttpResponse:
    need(visit.actor, NAMES_EXPERTS, "name_experts")
    form = forms.NameForm(data=typed(visit), initial={"hospital": visit.GET.get("hospital", "")[:19]})
    choose(form, "hospital", [(str(each.pk), each.name) for each in hospitals_for(visit.actor)], empty="—")
    choose(form, "person", _experts(timezone.localdate(visit.now)), empty="—")
    around = Sheet("green", _("Name an expert"), _("Name him"), reverse("console:green"), _("Green channel"))

    def do() -> object:
        hospital = number_of(visit.POST, "hospital")
        if hospital is None:
            raise Refused("text_missing", field="hospital")
        return actions.name_expert(visit.actor, hospital, number_of(visit.POST, "person"), at=visit.now)

    return carry_out(visit, around, form, do, done=_("Named. The hospital sees him on its page."))


@acts
def release(visit: Visit, hospital: int, named: int) -> HttpResponse:
    actions.release_expert(visit.actor, hospital, named, at=visit.now)
    messages.success(visit, _("Named no more."))
    return redirect("console:green")


@reads_and_acts
def propose(visit: Visit, number: str) -> HttpResponse:
    ticket = find(visit.actor, number)
    need(visit.actor, NAMES_EXPERTS, "propose_visit")
    form = forms.VisitForm(data=typed(visit))
    choose(form, "expert", _experts(timezone.localdate(visit.now)), empty="—")

    def do() -> object:
        said = visit.POST
        price = fen_in(said, "price") or 0
        facts = actions.VisitFacts(number_of(said, "expert"), day_of(said, "on"), said.get("scope", ""), price)
        return actions.propose_visit(visit.actor, number, facts, at=visit.now, submission=submission_of(said))

    note = _("With this you sign for us; the hospital signs on the portal. Nobody goes before both have signed.")
    around = _on_card(ticket.number, _("Visit of an expert"), _("Sign and propose"), note)
    return carry_out(visit, around, form, do, done=_("Proposed. The hospital is told."))


@acts
def make(visit: Visit, expert_visit: str) -> HttpResponse:
    found = actions.make_visit(visit.actor, expert_visit, at=visit.now)
    messages.success(visit, _("The visit is on record."))
    return redirect("console:card_experts", found.ticket.number)


@reads_and_acts
def call_off(visit: Visit, expert_visit: str) -> HttpResponse:
    found = find_visit(visit.actor, expert_visit)
    need(visit.actor, NAMES_EXPERTS, "cancel_visit")
    do = partial(actions.cancel_visit, visit.actor, expert_visit, visit.POST.get("words", ""), at=visit.now)
    around = _on_card(found.ticket.number, _("Cancel %(number)s") % {"number": found.number}, _("Cancel it"))
    return carry_out(visit, around, forms.WordsForm(data=typed(visit)), do, done=_("Cancelled."))


@reads_and_acts
def write(visit: Visit, number: str) -> HttpResponse:
    ticket = find(visit.actor, number)
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="write_solution")
    form = forms.SolutionForm(data=typed(visit), files=visit.FILES or None)

    def do() -> object:
        said = visit.POST
        told = said.get("title", ""), said.get("words", ""), visit.FILES.getlist("uploads")
        return actions.write_solution(visit.actor, number, *told, at=visit.now, submission=submission_of(said))

    note = _("A version is never changed. The hospital sees it once a second person has approved it.")
    around = _on_card(ticket.number, _("New version of the special solution"), _("Keep it"), note)
    return carry_out(visit, around, form, do, done=_("Kept. Now somebody else approves it."))


@acts
def approve(visit: Visit, solution: str, version: int) -> HttpResponse:
    found = find_solution(visit.actor, solution)
    actions.approve(visit.actor, solution, version, at=visit.now)
    messages.success(visit, _("Approved. The hospital sees it now."))
    return redirect("console:card_experts", found.ticket.number)


def _about(
    visit: Visit, number: str, form: type[Form], words: tuple[Words, Words], do: Callable[[], object]
) -> HttpResponse:
    """A form about a consultation, on a page of its own."""
    found = find_consultation(visit.actor, number)
    back = reverse("console:consultation", args=[found.number])
    heard = [(each.person.name, each.opinion) for each in queries.members_of(found) if each.opinion]
    facts: list[tuple[Words, Words]] = [(_("Question"), found.question), *heard]
    around = Sheet("consultations", words[0], words[1], back, found.number, facts=facts)
    return carry_out(visit, around, form(data=typed(visit)), do, done=_("Saved."))


def _on_card(number: str, title: Words, send: Words, note: Words = "") -> Sheet:
    return Sheet("consultations", title, send, reverse("console:card_experts", args=[number]), number, note)


def _experts(day: date) -> list[tuple[str, str]]:
    return [(str(who.pk), f"{who.name} · {found.specialty}") for who, found in queries.experts_on(day)]


def _tick(form: forms.CallForm, choices: list[tuple[str, str]]) -> None:
    field = form.fields["members"]
    if isinstance(field, MultipleChoiceField):
        field.choices = choices
