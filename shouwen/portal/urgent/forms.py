"""What a hospital says when somebody has to be there today."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("Why somebody has to be there today"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class QuotedAskForm(AskForm):
    by_quote = forms.BooleanField(label=_("Ask all the same: we want a quote for it"), required=False)


class EndForm(forms.Form):
    words = forms.CharField(label=_("Why is it no longer needed?"), max_length=500)
