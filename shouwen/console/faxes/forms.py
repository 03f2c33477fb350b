"""A fax that came on paper, one that is made, and what became of it when it was sent by hand."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shouwen.policy.fax import LIMIT, SAID, Way
from shouwen.policy.severity import Impact, Kind, Urgency
from shouwen.ui.code_words import lazy_word
from shouwen.ui.form_fields import FilesField, SubmissionForm, instant_field
from shouwen.ui.patient_question import PatientField

KINDS = [kind for kind in Kind if kind is not Kind.COMPLAINT]


def _choices(codes: Any, vocabulary: str) -> list[tuple[str, Any]]:
    return [(code.value, lazy_word(code.value, vocabulary)) for code in codes]


class LogFaxForm(SubmissionForm):
    needed = {"text": "text_missing", "pages": "text_missing", "received_at": "text_missing"}

    number = forms.CharField(label=_("Number of the sender"), max_length=LIMIT, required=False)
    pages = forms.CharField(label=pgettext_lazy("fax", "Pages"), widget=forms.NumberInput(attrs={"min": 1, "max": 200}))
    received_at = instant_field(pgettext_lazy("fax", "When it came"))
    text = forms.CharField(label=_("What it says"), widget=forms.Textarea(attrs={"rows": 5}))
    uploads = FilesField(label=_("Scan or photo of the pages"))
    shows_patient = PatientField()
    card = forms.CharField(
        label=_("Number of the card on the page"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "SW-"}),
        help_text=_("With a number it becomes a note on that card; without one a card of its own, from when it came."),
    )
    hospital = forms.ChoiceField(
        label=_("Hospital"), required=False, help_text=_("Left open, it is the one that has this fax number.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(KINDS, "kind"), initial="incident", required=False)
    impact = forms.ChoiceField(
        label=_("Impact"), choices=_choices(Impact, "impact"), initial="department", required=False
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=_choices(Urgency, "urgency"), initial="limited", required=False
    )


class MakeFaxForm(SubmissionForm):
    needed = {"number": "text_missing", "text": "text_missing"}

    number = forms.CharField(label=_("Fax number"), max_length=LIMIT)
    receiver = forms.CharField(label=_("For whom"), max_length=64, required=False)
    text = forms.CharField(
        label=_("What it says"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("It is a reply on the card from the moment when it is known to have arrived."),
    )
    language = forms.ChoiceField(label=_("Language of the page"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("How it goes"), widget=forms.RadioSelect, choices=_choices(Way, "fax_way"))

    def by_hand_only(self) -> None:
        """Where no gateway is set up nobody is asked how it goes."""
        self.fields["way"].widget = forms.HiddenInput()


class TryForm(SubmissionForm):
    needed = {"sent_at": "not_a_time"}

    result = forms.ChoiceField(
        label=_("What became of it"), choices=_choices(SAID, "fax_result"), widget=forms.RadioSelect
    )
    sent_at = instant_field(pgettext_lazy("fax", "When it was sent"))
