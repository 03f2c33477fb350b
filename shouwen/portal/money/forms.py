"""The hospital's word on a quote."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConfirmForm(forms.Form):
    signed_name = forms.CharField(label=_("Your name, as it counts for the hospital"), max_length=64)


class DeclineForm(forms.Form):
    words = forms.CharField(label=_("Why not?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
