"""The report form: three answers, and what is remembered of the person who gives them."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.apps.customers.models import Department
from shouwen.apps.installations.models import Module
from shouwen.policy.severity import PlainAnswer
from shouwen.ui.code_words import lazy_word
from shouwen.ui.faces.module import module_name
from shouwen.ui.form_fields import FilesField, SubmissionForm
from shouwen.ui.patient_question import PatientField


class ReportForm(SubmissionForm):
    needed = {"answer": "unknown_answer", "text": "text_missing"}

    answer = forms.ChoiceField(
        label=_("How much is affected?"),
        choices=[(answer.value, lazy_word(answer.value, "answer")) for answer in PlainAnswer],
        widget=forms.RadioSelect,
    )
    module = forms.ChoiceField(label=_("Where is the problem?"), required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What happened?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you see, since when, and what you were doing. No patient names or numbers, please."),
    )
    uploads = FilesField(label=_("Photo or file"))
    shows_patient = PatientField()
    department = forms.ChoiceField(label=_("Department"), required=False)
    urgent = forms.BooleanField(label=_("Urgent response: somebody has to be there today"), required=False)
    by_quote = forms.BooleanField(
        label=_("If no urgent response is left, ask all the same: we want a quote for it"), required=False
    )

    continues = forms.CharField(widget=forms.HiddenInput, required=False)

    def offer(self, modules: Sequence[Module], departments: Sequence[Department]) -> None:
        """Offer the hospital's own modules and departments."""
        self._choose("module", [(str(module.pk), module_name(module)) for module in modules])
        places = [(str(each.pk), f"{each.campus.name} · {each.name}") for each in departments]
        self._choose("department", [("", "—"), *places])

    def offer_urgent(self, words: str, *, by_quote: bool) -> None:
        """To whose word a unit is: what is promised and how many are left, in words. To nobody else."""
        if not words:
            del self.fields["urgent"], self.fields["by_quote"]
            return
        self.fields["urgent"].help_text = words
        if not by_quote:
            del self.fields["by_quote"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
