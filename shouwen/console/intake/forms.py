"""What the agent writes down while he listens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.apps.customers.models import Department, Hospital
from shouwen.apps.installations.models import Module
from shouwen.apps.tickets.actions.intake import CHANNELS
from shouwen.policy.coverage import Cause
from shouwen.policy.severity import Impact, Kind, Urgency
from shouwen.ui.code_words import lazy_word
from shouwen.ui.faces.module import module_name
from shouwen.ui.form_fields import FilesField, SubmissionForm
from shouwen.ui.patient_question import PatientField


def _of(codes: Sequence[str] | type[Any], vocabulary: str) -> list[tuple[str, Any]]:
    return [(str(code), lazy_word(str(code), vocabulary)) for code in codes if str(code) != "complaint"]


class IntakeForm(SubmissionForm):
    needed = {"channel": "unknown_choice", "text": "text_missing", "kind": "unknown_choice"}

    channel = forms.ChoiceField(
        label=_("How it came"), choices=_of(list(CHANNELS), "channel"), widget=forms.RadioSelect, initial="phone"
    )
    find = forms.CharField(
        label=_("Number, name or hospital"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    # What the found callers, and what the fields about the place were made for: they follow when that changes.
    found_for = forms.CharField(required=False, widget=forms.HiddenInput)
    place_of = forms.CharField(required=False, widget=forms.HiddenInput)
    # The call of the exchange from which this form was opened.
    call = forms.CharField(required=False, widget=forms.HiddenInput)
    hospital_of = forms.CharField(required=False, widget=forms.HiddenInput)
    pick = forms.ChoiceField(label=_("Who calls"), required=False, widget=forms.RadioSelect)
    hospital = forms.ChoiceField(label=_("Hospital"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    caller_name = forms.CharField(label=_("Name"), required=False, max_length=64)
    caller_phone = forms.CharField(label=_("Phone number"), required=False, max_length=32)
    text = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 4}))
    module = forms.ChoiceField(label=_("Module"), required=False, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Kind"), choices=_of(Kind, "kind"), widget=forms.RadioSelect, initial="incident")
    impact = forms.ChoiceField(
        label=_("Impact"), choices=_of(Impact, "impact"), widget=forms.RadioSelect, initial="department"
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=_of(Urgency, "urgency"), widget=forms.RadioSelect, initial="limited"
    )
    answer = forms.CharField(
        label=_("What the caller was told"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    cause = forms.ChoiceField(
        label=_("Cause"),
        required=False,
        choices=_of([each for each in Cause if each is not Cause.UNKNOWN], "cause"),
        initial="consultation",
    )
    contacted_at = forms.DateTimeField(
        label=_("When it was really said"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Only for what is written down afterwards; the clocks count from then."),
    )
    late_because = forms.CharField(label=_("Why it is written down later"), required=False, max_length=200)
    uploads = FilesField(label=_("Photos and files"))
    shows_patient = PatientField()

    def offer(self, place: "PlaceChoices") -> None:
        """Offer who was found, the hospitals that this person may know of, and what there is at the chosen one."""
        self._choose("pick", place.callers)
        self._choose("hospital", [("", _("Not known yet")), *((str(each.pk), each.name) for each in place.hospitals)])
        here = [(str(each.pk), f"{each.campus.name} · {each.name}") for each in place.departments]
        self._choose("department", [("", "—"), *here])
        self._choose("module", [*((str(each.pk), module_name(each)) for each in place.modules), ("", _("Not sure"))])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


@dataclass(frozen=True)
class PlaceChoices:
    """What only the database knows of where a request may come from."""

    callers: list[tuple[str, Any]]
    hospitals: Sequence[Hospital]
    departments: Sequence[Department]
    modules: Sequence[Module]
