"""Out of office, from one's own page or from a colleague's."""

from django.contrib import messages
from django.utils.translation import gettext as _

from shouwen.apps.people.actions import go_away
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.me_forms import AbsenceForm, day_of


def announce(visit: Visit, person_id: int) -> tuple[int, AbsenceForm | None]:
    """Write an absence down; else the status, and the form with the reason at its field."""
    try:
        first, last = day_of(visit.POST.get("first", "")), day_of(visit.POST.get("last", ""))
        if first is None or last is None:
            raise Refused("not_a_day", field="first" if first is None else "last")
        substitute = number_of(visit.POST, "substitute")
        go_away(visit.actor, person_id, first, last, substitute, visit.POST.get("words", ""), at=visit.now)
    except Refused as refused:
        if of_the_person(refused):
            raise
        form = AbsenceForm(data=visit.POST)
        refuse(form, refused)
        return status_of(refused), form
    messages.success(visit, _("Written down. From then on new requests go to who stands in."))
    return 200, None
