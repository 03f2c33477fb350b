"""What a hospital says when it complains, and to the answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.policy.complaint import Kind
from shouwen.ui.code_words import lazy_word
from shouwen.ui.form_fields import FilesField, SubmissionForm
from shouwen.ui.patient_question import PatientField


class FileForm(SubmissionForm):
    needed = {"kind": "unknown_choice", "text": "text_missing"}

    kind = forms.ChoiceField(
        label=_("What are you not content with?"),
        choices=[(kind.value, lazy_word(kind.value, "complaint_kind")) for kind in Kind],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What happened?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Since when, and what you expect of us. No patient names or numbers, please."),
    )
    uploads = FilesField(label=_("Photos or files"))
    shows_patient = PatientField()
    card = forms.ChoiceField(label=_("Request that it is about"), required=False)
    people = forms.MultipleChoiceField(
        label=_("Whom do you mean?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever you choose sees nothing of the complaint and does not look into it."),
    )
    about = forms.CharField(label=_("Somebody else, by name"), max_length=120, required=False)
    earlier = forms.ChoiceField(label=_("I have complained of this before"), required=False)
    withholds_name = forms.BooleanField(
        label=_("The engineer is not to be told who complained"), required=False, initial=True
    )

    def offer(self, **choices: Sequence[tuple[str, Any]]) -> None:
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(offered)


class WordForm(SubmissionForm):
    text = forms.CharField(label=_("Add something"), widget=forms.Textarea(attrs={"rows": 3}))
    uploads = FilesField(label=_("Photos or files"))
    shows_patient = PatientField()


class RejectForm(forms.Form):
    words = forms.CharField(label=_("What is still missing?"), widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawForm(forms.Form):
    words = forms.CharField(label=_("Why you take it back"), widget=forms.Textarea(attrs={"rows": 2}))


class AcceptForm(forms.Form):
    words = forms.CharField(label=_("Anything to add"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
