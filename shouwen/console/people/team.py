"""A team's own page: other names, and its end with a look at who is in it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.people.access import may_lead
from shouwen.apps.people.actions import dissolve_team, rename_team
from shouwen.apps.people.queries import team_of
from shouwen.console.frame.guard import acts, page, reads_and_acts
from shouwen.console.people.forms import TeamNamesForm
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.team import team_name
from shouwen.ui.form_fields import refuse


@reads_and_acts
def team(visit: Visit, team: int) -> HttpResponse:
    """Its names, and who would be left without it; POST renames it."""
    if not may_lead(visit.actor):
        raise Refused("not_your_role", act="rename_team")
    found, status = team_of(team), 200
    form = TeamNamesForm(initial={"name_zh": found.name_zh, "name_en": found.name_en})
    if visit.method == "POST":
        said = visit.POST.get
        try:
            rename_team(visit.actor, team, said("name_zh", ""), said("name_en", ""), at=visit.now)
            messages.success(visit, _("Saved."))
            return redirect("console:teams")
        except Refused as refused:
            if of_the_person(refused):
                raise
            form = TeamNamesForm(data=visit.POST)
            refuse(form, refused)
            status = status_of(refused)
    members = [each.user for each in found.memberships.all()]
    return page(
        visit, "console/team.html", status=status, team=found, name=team_name(found), members=members, form=form
    )


@acts
def dissolve(visit: Visit, team: int) -> HttpResponse:
    dissolve_team(visit.actor, team, at=visit.now)
    messages.success(visit, _("The team is dissolved."))
    return redirect("console:teams")
