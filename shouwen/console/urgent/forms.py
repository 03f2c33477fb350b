"""The forms of an urgent response."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("Why somebody has to be there today"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class QuotedAskForm(AskForm):
    by_quote = forms.BooleanField(label=_("The hospital knows that a quote is needed and asks for it"), required=False)


class AcceptForm(forms.Form):
    words = forms.CharField(
        label=_("A word to the hospital"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(forms.Form):
    words = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The hospital reads it."),
    )
