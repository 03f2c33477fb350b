"""An appeal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AppealForm(forms.Form):
    words = forms.CharField(label=_("Why we do not agree"), widget=forms.Textarea(attrs={"rows": 4}))
