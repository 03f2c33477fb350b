"""The list of colleagues, teams, and the contacts of hospitals with their accounts."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.customers.actions import add_account, may_add_accounts
from shouwen.apps.customers.queries import contact_page, contacts_for
from shouwen.apps.people.access import may_lead, may_manage
from shouwen.apps.people.actions import add_person, add_team
from shouwen.apps.people.actions.account import Details
from shouwen.apps.people.house_rules import house_rules
from shouwen.apps.people.queries import Asked, away, colleagues, teams, with_roles
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.console.people.faces import row_of
from shouwen.console.people.forms import LEVELS, ContactAccountForm, NewPersonForm, TeamForm, roles
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import STAFF_ROLES
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.team import team_name
from shouwen.ui.form_fields import refuse


@reads
def people(visit: Visit) -> HttpResponse:
    """Colleagues by name, narrowed by a few codes of a list."""
    asked, after = Asked.of(visit.GET), visit.GET.get("after", "")
    found = colleagues(asked, after)
    out = away(visit.now)
    stand_ins = with_roles(out.values())
    chosen = {name: value for name, value in vars(asked).items() if value}
    here = reverse("console:people")
    return page(
        visit,
        "console/people.html",
        asked=asked,
        rows=[row_of(person, out, stand_ins) for person in found.people],
        roles=roles(STAFF_ROLES),
        levels=LEVELS[1:],
        teams=[(team.code, team_name(team)) for team in teams()],
        may_manage=may_manage(visit.actor),
        export_url=f"{reverse('console:people_sheet')}?{urlencode(chosen)}",
        newer_url=f"{here}?{urlencode(chosen)}" if after else "",
        older_url=f"{here}?{urlencode(chosen | {'after': found.after})}" if found.after else "",
    )


@reads_and_acts
def new_person(visit: Visit) -> HttpResponse:
    """An account for a colleague; the answer shows the link with which he sets his password, once."""
    if not may_manage(visit.actor):
        raise Refused("not_your_role", act="add_person")
    form, status = NewPersonForm(), 200
    if visit.method == "POST":
        said = visit.POST.get
        try:
            details = Details(said("name", ""), said("email", ""), said("phone", ""), said("level", ""))
            made = add_person(visit.actor, said("username", ""), said("role", ""), details, at=visit.now)
            return show_link(visit, *made)
        except Refused as refused:
            form = NewPersonForm(data=visit.POST)
            refuse(form, refused)
            status = status_of(refused)
    # While the administrators are separated the role comes afterwards, from another hand.
    form.fields["role"].required = not house_rules(visit.now).separated
    return page(visit, "console/new_person.html", status=status, form=form, contact=None)


@reads_and_acts
def team_list(visit: Visit) -> HttpResponse:
    """Every team with its members; a new one."""
    form, status = TeamForm(), 200
    if visit.method == "POST":
        said = visit.POST.get
        try:
            add_team(visit.actor, said("code", ""), said("name_zh", ""), said("name_en", ""), at=visit.now)
            messages.success(visit, _("The team is there. Put people into it on their own pages."))
            return redirect("console:teams")
        except Refused as refused:
            if of_the_person(refused):
                raise
            form = TeamForm(data=visit.POST)
            refuse(form, refused)
            status = status_of(refused)
    found = [
        (team.pk, team_name(team), team.code, [each.user for each in team.memberships.all() if each.user.is_active])
        for team in teams()
    ]
    return page(visit, "console/teams.html", status=status, form=form, teams=found, may_lead=may_lead(visit.actor))


@reads
def contacts(visit: Visit) -> HttpResponse:
    """The hospitals' contacts that this person may know of, and whether they have an account."""
    name, after = name_of(visit), visit.GET.get("after", "")
    found, cursor = contact_page(visit.actor, name, after)
    here, chosen = reverse("console:contacts"), {"name": name} if name else {}
    return page(
        visit,
        "console/contacts.html",
        name=name,
        contacts=found,
        may_add=may_add_accounts(visit.actor),
        export_url=f"{reverse('console:contacts_sheet')}?{urlencode(chosen)}",
        newer_url=f"{here}?{urlencode(chosen)}" if after else "",
        older_url=f"{here}?{urlencode(chosen | {'after': cursor})}" if cursor else "",
    )


def name_of(visit: Visit) -> str:
    return visit.GET.get("name", "").replace("\x00", "").strip()[:40]


@reads_and_acts
def contact_account(visit: Visit, contact: int) -> HttpResponse:
    """An account for a contact; the answer shows the link, once."""
    found = contacts_for(visit.actor).filter(pk=contact).first()
    if found is None:
        raise Refused("absent")
    if not may_add_accounts(visit.actor):
        raise Refused("not_your_role", act="add_account")
    form, status = ContactAccountForm(), 200
    if visit.method == "POST":
        said = visit.POST.get
        try:
            made = add_account(
                visit.actor, contact, said("username", ""), said("role", ""), said("email", ""), at=visit.now
            )
            return show_link(visit, *made)
        except Refused as refused:
            if of_the_person(refused):
                raise
            form = ContactAccountForm(data=visit.POST)
            refuse(form, refused)
            status = status_of(refused)
    return page(visit, "console/new_person.html", status=status, form=form, contact=found)


def show_link(visit: Visit, person: object, secret: str) -> HttpResponse:
    """The link with which a person sets his password: shown this once."""
    link = settings.SITE_URL + reverse("new_password", args=[secret])
    return page(visit, "console/password_link.html", person=person, link=link)
