"""A colleague leaves: what hangs on him, to whom it passes, and the act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.customers.queries import person_for
from shouwen.apps.departures.actions import leave
from shouwen.apps.departures.queries import burden
from shouwen.apps.people.access import may_lead
from shouwen.apps.people.queries import away, qualified_staff
from shouwen.console.frame.guard import page, reads_and_acts
from shouwen.console.people.forms import LeaveForm
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, status_of
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import refuse


@reads_and_acts
def departure(visit: Visit, person: int) -> HttpResponse:
    """Counts first, then the form; the act closes the account and passes everything on."""
    found = person_for(visit.actor, person)
    if not may_lead(visit.actor):
        raise Refused("not_your_role", act="leave")
    form, status = LeaveForm(), 200
    if visit.method == "POST":
        try:
            successor = number_of(visit.POST, "successor")
            leave(visit.actor, person, successor, visit.POST.get("words", ""), at=visit.now)
            messages.success(visit, _("The account is closed, and everything has passed on."))
            return redirect("console:person", person)
        except Refused as refused:
            if status_of(refused) == 403:
                raise
            form = LeaveForm(data=visit.POST)
            refuse(form, refused)
            status = status_of(refused)
    out = away(visit.now)
    form.offer([each for each in qualified_staff() if each.pk not in out], found.pk)
    passes = burden(found.pk, visit.now)
    form.fields["successor"].required = passes.total > 0
    counts = [(kind, number) for kind, number in vars(passes).items() if number]
    return page(
        visit, "console/departure.html", status=status, person=found, form=form, counts=counts, total=passes.total
    )
