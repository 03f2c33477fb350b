"""What the agent writes down while he listens."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from shouwen.apps.customers.models import Department, Hospital
from shouwen.apps.installations.models import Module
from shouwen.apps.tickets.actions.intake import CHANNELS
from shouwen.policy.severity import Impact, Kind, Urgency
from shouwen.ui.code_words import word
from shouwen.ui.faces.module import module_name
from shouwen.ui.form_fields import FilesField, SubmissionForm

lazy_word = lazy(word, str)


def _of(codes: Sequence[str] | type[Any], vocabulary: str) -> list[tuple[str, Any]]:
    return [(str(code), lazy_word(str(code), vocabulary)) for code in codes if str(code) != "complaint"]


class IntakeForm(SubmissionForm):
    needed = {"channel": "unknown_choice", "text": "text_missing", "kind": "unknown_choice"}

    channel = forms.ChoiceField(
        label=_("How it came"), choices=_of(list(CHANNELS), "channel"), widget=forms.RadioSelect, initial="phone"
    )
    hospital = forms.ChoiceField(label=_("Hospital"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    caller_name = forms.CharField(label=_("Who calls"), required=False, max_length=64)
    caller_phone = forms.CharField(label=_("Phone number"), required=False, max_length=32)
    text = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 4}))
    module = forms.ChoiceField(label=_("Module"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=_of(Kind, "kind"))
    impact = forms.ChoiceField(label=_("Impact"), choices=_of(Impact, "impact"), initial="department")
    urgency = forms.ChoiceField(label=_("Urgency"), choices=_of(Urgency, "urgency"), initial="limited")
    contacted_at = forms.DateTimeField(
        label=_("When it was really said"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Only for what is written down afterwards; the clocks count from then."),
    )
    late_because = forms.CharField(label=_("Why it is written down later"), required=False, max_length=200)
    uploads = FilesField(label=_("Photos and files"))

    def offer(
        self, hospitals: Sequence[Hospital], departments: Sequence[Department], modules: Sequence[Module]
    ) -> None:
        """Offer the hospitals that this person may know of, and their departments under their names."""
        by_hospital: dict[int, list[tuple[str, str]]] = {hospital.pk: [] for hospital in hospitals}
        for each in departments:
            by_hospital.setdefault(each.hospital_id, []).append((str(each.pk), f"{each.campus.name} · {each.name}"))
        self._choose("hospital", [("", _("Not known yet")), *((str(each.pk), each.name) for each in hospitals)])
        self._choose("department", [("", "—"), *((each.short_name, by_hospital[each.pk]) for each in hospitals)])
        self._choose("module", [("", "—"), *((str(each.pk), module_name(each)) for each in modules)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
