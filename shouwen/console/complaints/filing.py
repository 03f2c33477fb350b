"""A complaint that came by telephone, visit, fax or letter is written down."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.apps.complaints import actions
from shouwen.apps.complaints.models import Complaint
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.people.queries import staff
from shouwen.console.complaints.forms import FileForm
from shouwen.console.frame.guard import reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, choose, typed
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.fields import instant_of, number_of
from shouwen.ui.patient_question import shows_of
from shouwen.ui.submission import submission_of


@reads_and_acts
def file(visit: Visit) -> HttpResponse:
    """`hospital` and `card` in the address fill in the form."""
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="complain")
    asked = {name: visit.GET.get(name, "")[:24] for name in ("hospital", "card")}
    start = {name: value for name, value in asked.items() if value}
    form = FileForm(data=typed(visit), files=visit.FILES or None, initial=start)
    choose(form, "hospital", [(str(each.pk), each.name) for each in hospitals_for(visit.actor)], empty="—")
    choose(form, "people", [(str(each.pk), each.name) for each in staff()])
    here = reverse("console:complaints")
    note = gettext_lazy("The customer has sixty minutes' claim to a first word, whatever the grade.")
    sheet = Sheet("complaints", _("Write down a complaint"), _("Accept it"), here, _("Complaints"), note)
    return carry_out(visit, sheet, form, lambda: _file(visit), done=_("Accepted."), made=lambda it: _seen(visit, it))


def _file(visit: Visit) -> Complaint:
    said = visit.POST.get
    chosen = []
    for value in visit.POST.getlist("people"):
        if not (value.isascii() and value.isdigit() and len(value) < 16):
            raise Refused("absent", field="people")
        chosen.append(int(value))
    filing = actions.Filing(
        kind=said("kind", ""),
        text=said("text", ""),
        about=said("about", ""),
        people=tuple(chosen),
        card=said("card", ""),
        earlier=said("earlier", ""),
        withholds_name=said("withholds_name") == "on",
        channel=said("channel", ""),
        hospital_id=number_of(visit.POST, "hospital"),
        caller_name=said("caller_name", ""),
        caller_phone=said("caller_phone", ""),
        received_at=instant_of(visit.POST, "received_at") if said("received_at", "").strip() else None,
        files=actions.Files(visit.FILES.getlist("uploads"), shows_of(visit.POST)),
    )
    return actions.file(visit.actor, filing, at=visit.now, submission=submission_of(visit.POST))


def _seen(visit: Visit, made: Complaint) -> str:
    """Its own page; to the list for who is complained of himself."""
    if Complaint.objects.for_actor(visit.actor).filter(pk=made.pk).exists():
        return reverse("console:complaint", args=[made.number])
    messages.info(visit, _("It concerns yourself: others look into it, and you no longer see it."))
    return reverse("console:complaints")
