"""The first words of a conversation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.portal.frame.plain_question import ANSWERS
from shouwen.ui.form_fields import FilesField, SubmissionForm
from shouwen.ui.patient_question import PatientField


class BeginForm(SubmissionForm):
    needed = {"text": "text_missing"}

    text = forms.CharField(
        label=_("Your question"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No patient names or numbers, please."),
    )
    answer = forms.ChoiceField(
        label=_("How much is affected?"), choices=ANSWERS, widget=forms.RadioSelect, initial="question", required=False
    )
    uploads = FilesField(label=_("Photos or files"))
    shows_patient = PatientField()
    card = forms.ChoiceField(label=_("Is it about a request that is under way?"), required=False)
