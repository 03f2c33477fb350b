"""A line of ours, and whom a conversation is handed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.ui.form_fields import SubmissionForm


class LineForm(SubmissionForm):
    text = forms.CharField(label=_("Your words"), widget=forms.Textarea(attrs={"rows": 2}))


class HandOverForm(forms.Form):
    to = forms.ChoiceField(label=_("To whom?"))
