"""The first words of a conversation, and every further line."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.portal.frame.plain_question import ANSWERS
from shouwen.ui.form_fields import SubmissionForm


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
    card = forms.ChoiceField(label=_("Is it about a request that is under way?"), required=False)


class LineForm(SubmissionForm):
    text = forms.CharField(label=_("Your words"), widget=forms.Textarea(attrs={"rows": 2}))
