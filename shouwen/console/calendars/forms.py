"""The yearly notice, pasted or as a file."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoticeForm(forms.Form):
    year = forms.CharField(label=_("Year"), max_length=4)
    notice = forms.CharField(
        label=_("The notice, a line a day"),
        widget=forms.Textarea(attrs={"rows": 10, "placeholder": "2027-01-01,法定节假日,元旦"}),
        help_text=_("CSV: date, class, name; or the JSON of a public list of holidays."),
    )
    everything = forms.BooleanField(
        label=_("Promise every open card anew, not only the provisional ones"), required=False
    )
