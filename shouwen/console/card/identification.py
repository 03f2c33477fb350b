"""Which hospital it was: for a card that was taken in while nobody knew."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.apps.customers.models import Hospital
from shouwen.apps.customers.queries import contacts_of, departments_of, hospitals_for
from shouwen.apps.installations.queries import modules
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.access import check
from shouwen.console.frame.guard import reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, choose, typed
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.faces.module import module_name
from shouwen.ui.fields import number_of


class IdentifyForm(forms.Form):
    hospital = forms.ChoiceField(label=gettext_lazy("Hospital"))
    department = forms.ChoiceField(label=gettext_lazy("Department"), required=False)
    contact = forms.ChoiceField(label=gettext_lazy("Contact"), required=False)
    module = forms.ChoiceField(label=gettext_lazy("Module"), required=False)
    reason = forms.CharField(label=gettext_lazy("How you know"), max_length=200)


@reads_and_acts
def identify(visit: Visit, number: str) -> HttpResponse:
    """The form, and the card come to its hospital."""
    ticket = check(visit.actor, number, Act.IDENTIFY)
    if not ticket.hospital.is_unlisted:
        raise Refused("hospital_known")
    form = IdentifyForm(data=typed(visit), initial={"module": str(ticket.module_id or "")})
    _offer(form, hospitals_for(visit.actor))
    sheet = Sheet(
        here="queue",
        title=_("Which hospital is it?"),
        send=_("It is this hospital"),
        back_url=reverse("console:card", args=[number]),
        back=number,
        note=_("Who pays is judged again for the day of acceptance. The first contact stays who he is."),
    )

    def do() -> object:
        said = actions.Identity(
            hospital_id=number_of(visit.POST, "hospital"),
            reason=visit.POST.get("reason", ""),
            department_id=number_of(visit.POST, "department"),
            contact_id=number_of(visit.POST, "contact"),
            module_id=number_of(visit.POST, "module"),
        )
        return actions.identify(visit.actor, number, said, at=visit.now)

    done = _("The card is with its hospital now, whose people see it.")
    return carry_out(visit, sheet, form, do, done=done, to=reverse("console:card", args=[number]))


def _offer(form: IdentifyForm, hospitals: Sequence[Hospital]) -> None:
    """Hospitals, and under the name of each its departments and contacts."""
    departments: dict[int, list[tuple[str, str]]] = {}
    for place in departments_of(hospitals):
        departments.setdefault(place.hospital_id, []).append((str(place.pk), f"{place.campus.name} · {place.name}"))
    contacts: dict[int, list[tuple[str, str]]] = {}
    for person in contacts_of(hospitals):
        contacts.setdefault(person.hospital_id, []).append((str(person.pk), person.name))
    choose(form, "hospital", [(str(each.pk), each.name) for each in hospitals], empty="—")
    for field, rows in (("department", departments), ("contact", contacts)):
        choose(form, field, [(each.short_name, rows.get(each.pk, [])) for each in hospitals], empty="—")
    choose(form, "module", [(str(module.pk), module_name(module)) for module in modules()], empty="—")
