"""The hospital's words to experts: its report by the green channel, its signature."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.portal.frame.plain_question import ANSWERS
from shouwen.ui.form_fields import FilesField, SubmissionForm


class GreenForm(SubmissionForm):
    answer = forms.ChoiceField(label=_("How much is affected?"), choices=ANSWERS, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What is the matter?"), widget=forms.Textarea(attrs={"rows": 4}))
    uploads = FilesField(label=_("Photos or files"))


class SignForm(forms.Form):
    signed_name = forms.CharField(label=_("Your name, as it counts for the hospital"), max_length=64)


class DeclineForm(forms.Form):
    words = forms.CharField(label=_("Why not?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
