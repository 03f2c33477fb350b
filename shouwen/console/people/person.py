"""One person's page, and the acts on it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.customers.queries import person_for
from shouwen.apps.installations.models import Module
from shouwen.apps.installations.queries import every_module
from shouwen.apps.people import actions
from shouwen.apps.people.access import may_lead, may_manage
from shouwen.apps.people.actions.account import Details
from shouwen.apps.people.house_rules import may_secure
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import has_second_factor, qualified_staff, teams
from shouwen.console.frame.absence import announce
from shouwen.console.frame.guard import acts, page, reads
from shouwen.console.people.forms import DetailsForm, RoleForm
from shouwen.console.people.views import show_link
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, status_of
from shouwen.ui.faces.module import module_name
from shouwen.ui.faces.team import team_name
from shouwen.ui.form_fields import refuse
from shouwen.ui.me_forms import AbsenceForm
from shouwen.ui.refusal_words import refusal_words


@reads
def person(visit: Visit, person: int) -> HttpResponse:
    return show(visit, person)


@acts
def details(visit: Visit, person: int) -> HttpResponse:
    said = visit.POST.get
    wanted = Details(said("name", ""), said("email", ""), said("phone", ""), said("level", ""))
    return _carry_out(
        visit,
        person,
        lambda: actions.change_person(visit.actor, person, wanted, at=visit.now),
        details_form=DetailsForm(data=visit.POST, auto_id="id_details_%s"),
    )


@acts
def grant(visit: Visit, person: int) -> HttpResponse:
    return _carry_out(
        visit,
        person,
        lambda: actions.grant_role(visit.actor, person, visit.POST.get("role", ""), at=visit.now),
        role_form=RoleForm(data=visit.POST, auto_id="id_role_%s"),
    )


@acts
def withdraw(visit: Visit, person: int) -> HttpResponse:
    role = visit.POST.get("role", "")
    return _carry_out(visit, person, lambda: actions.withdraw_role(visit.actor, person, role, at=visit.now))


@acts
def in_teams(visit: Visit, person: int) -> HttpResponse:
    codes = visit.POST.getlist("teams")
    return _carry_out(visit, person, lambda: actions.set_teams(visit.actor, person, codes, at=visit.now))


@acts
def skills(visit: Visit, person: int) -> HttpResponse:
    known = {module.code for module in every_module()}
    wanted = {code: visit.POST.get(f"word_{code}", "") for code in visit.POST.getlist("modules") if code in known}
    return _carry_out(visit, person, lambda: actions.set_skills(visit.actor, person, wanted, at=visit.now))


@acts
def absence(visit: Visit, person: int) -> HttpResponse:
    person_for(visit.actor, person)
    if not may_lead(visit.actor) and person != visit.user.pk:
        raise Refused("not_your_role", act="absence")
    status, form = announce(visit, person)
    return show(visit, person, status=status, absence_form=form) if form else redirect("console:person", person)


@acts
def back(visit: Visit, absence: int) -> HttpResponse:
    """Take an absence back, from one's own page or a colleague's."""
    found = actions.be_back(visit.actor, absence, at=visit.now)
    messages.success(visit, _("Taken back."))
    return redirect("console:me") if found.user_id == visit.user.pk else redirect("console:person", found.user_id)


@acts
def link(visit: Visit, person: int) -> HttpResponse:
    """A new link for the password, shown this once."""
    person_for(visit.actor, person)
    return show_link(visit, *actions.issue_link(visit.actor, person, at=visit.now))


@acts
def forget_second_factor(visit: Visit, person: int) -> HttpResponse:
    return _carry_out(visit, person, lambda: actions.remove_second_factor(visit.actor, person, at=visit.now))


@acts
def end_sessions(visit: Visit, person: int) -> HttpResponse:
    return _carry_out(visit, person, lambda: actions.end_sessions(visit.actor, person, at=visit.now))


@acts
def lock(visit: Visit, person: int) -> HttpResponse:
    return _carry_out(visit, person, lambda: actions.lock_account(visit.actor, person, at=visit.now))


@acts
def unlock(visit: Visit, person: int) -> HttpResponse:
    return _carry_out(visit, person, lambda: actions.unlock_account(visit.actor, person, at=visit.now))


@acts
def let_back(visit: Visit, person: int) -> HttpResponse:
    return _carry_out(visit, person, lambda: actions.let_back(visit.actor, person, at=visit.now))


def _carry_out(visit: Visit, person: int, act: Callable[[], object], **form: forms.Form) -> HttpResponse:
    """Do one act on somebody whom this visitor may know of; a refused one keeps its form as it was typed."""
    person_for(visit.actor, person)
    try:
        act()
    except Refused as refused:
        status = status_of(refused)
        if status == 403 or refused.code == "absent":
            raise
        for each in form.values():
            refuse(each, refused)
        if not form:
            messages.error(visit, refusal_words(refused))
        return show(visit, person, status=status, **form)
    messages.success(visit, _("Saved."))
    return redirect("console:person", person)


def show(visit: Visit, person_id: int, *, status: int = 200, **form: Any) -> HttpResponse:
    """The page, with a refused form in its place."""
    found = person_for(visit.actor, person_id, whole=True)
    lead, manage = may_lead(visit.actor), may_manage(visit.actor)
    staff = found.kind == User.Kind.STAFF
    known = every_module()
    held = {grant.role for grant in found.grants.all()}
    role_form = form.get("role_form") or RoleForm(auto_id="id_role_%s")
    role_form.offer(not staff, held)
    absence_form = form.get("absence_form") or AbsenceForm(auto_id="id_absence_%s")
    if lead and staff:
        absence_form.offer(qualified_staff(), found.pk)
    return page(
        visit,
        "console/person.html",
        status=status,
        person=found,
        roles=sorted(held),
        teams=[team_name(each.team) for each in found.memberships.all()],
        absences=[each for each in getattr(found, "planned", []) if each.ends_at > visit.now],
        skills=_skills(found, known),
        second_factor=has_second_factor(found),
        staff=staff,
        lead=lead and staff,
        manage=manage,
        secure=may_secure(visit.actor, visit.now),
        himself=found.pk == visit.user.pk,
        details_form=form.get("details_form") or _details(found),
        role_form=role_form,
        absence_form=absence_form,
        open=next(iter(form), ""),
        all_teams=_all_teams(found) if lead and staff else [],
        all_modules=_all_modules(found, known) if lead and staff else [],
    )


def _details(person: User) -> DetailsForm:
    kept = {name: getattr(person, name) for name in ("name", "email", "phone", "level")}
    return DetailsForm(initial=kept, auto_id="id_details_%s")


def _skills(person: User, known: list[Module]) -> list[tuple[str, str]]:
    names = {module.code: module_name(module) for module in known}
    return [(names.get(skill.module, skill.module), skill.word) for skill in person.skills.all()]


def _all_modules(person: User, known: list[Module]) -> list[tuple[str, str, bool, str]]:
    """What he may come to know, and what he knows of a module that is retired."""
    rows = [(module, *_skill(person, module.code)) for module in known]
    return [(module.code, module_name(module), has, said) for module, has, said in rows if has or not module.retired_on]


def _skill(person: User, code: str) -> tuple[bool, str]:
    found = next((skill for skill in person.skills.all() if skill.module == code), None)
    return found is not None, found.word if found else ""


def _all_teams(person: User) -> list[tuple[str, str, bool]]:
    mine = {each.team.code for each in person.memberships.all()}
    return [(team.code, team_name(team), team.code in mine) for team in teams()]
