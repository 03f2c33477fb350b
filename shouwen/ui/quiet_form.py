"""One's own quiet hours, at both doors."""

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shouwen.apps.notices import actions
from shouwen.apps.notices.queries import hours_of, preferences
from shouwen.policy.refusal import Refused
from shouwen.policy.telling import DaysOff, Quiet
from shouwen.ui.code_words import lazy_word
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.notice import preference_faces
from shouwen.ui.form_fields import refuse

CLOCK = {"type": "time", "step": "60"}


class QuietForm(forms.Form):
    starts = forms.CharField(label=_("Quiet from"), max_length=8, widget=forms.TextInput(CLOCK))
    ends = forms.CharField(
        label=_("until"),
        max_length=8,
        widget=forms.TextInput(CLOCK),
        help_text=_("The same hour twice: no quiet night."),
    )
    days_off = forms.ChoiceField(
        label=_("Quiet days"),
        choices=[(each.value, lazy_word(each.value, "days_off")) for each in DaysOff],
        widget=forms.RadioSelect,
    )
    own = forms.MultipleChoiceField(
        label=_("My own working days"),
        choices=[(str(day), lazy_word(str(day), "weekday")) for day in range(1, 8)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def keep_preferences(visit: Visit) -> None:
    """What was ticked; a form that leaves the short messages out keeps none."""
    kinds = [wish.kind for wish in preferences(visit.actor)]
    ticked = visit.POST.getlist
    actions.prefer(visit.actor, kinds, ticked("mailed"), ticked("shown"), ticked("texted"))
    messages.success(visit, _now("Saved."))


def keep_quiet(visit: Visit) -> tuple[int, forms.Form | None]:
    """The status and the form to show again; no form when it is done."""
    said = visit.POST.get
    try:
        actions.keep_quiet(
            visit.actor, said("starts", ""), said("ends", ""), said("days_off", ""), visit.POST.getlist("own")
        )
    except Refused as refused:
        if of_the_person(refused):
            raise
        return status_of(refused), refuse(QuietForm(data=visit.POST), refused)
    messages.success(visit, _now("Your quiet hours are kept. What is of grades 1 and 2 comes all the same."))
    return 302, None


def telling_context(visit: Visit, form: forms.Form | None = None) -> dict[str, Any]:
    """Everything that the page of one's own notices shows."""
    hours = hours_of(visit.user)
    wishes = preferences(visit.actor)
    return {
        "preferences": preference_faces(wishes),
        "texts": any(wish.text for wish in wishes),
        "email": visit.user.email,
        "phone": visit.user.phone,
        "hours": hours,
        "quiet_form": form or QuietForm(initial=_initial(hours.quiet)),
    }


def _initial(quiet: Quiet) -> dict[str, Any]:
    return {
        "starts": quiet.starts.strftime("%H:%M"),
        "ends": quiet.ends.strftime("%H:%M"),
        "days_off": quiet.days_off.value,
        "own": [str(day) for day in sorted(quiet.own)],
    }
