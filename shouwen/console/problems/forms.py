"""The forms of a problem record."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.apps.installations.models import Module
from shouwen.ui.faces.module import module_name


class OpenForm(forms.Form):
    title = forms.CharField(label=_("What is wrong, in one line"), max_length=120)
    module = forms.ChoiceField(label=_("Module"), required=False)

    def offer(self, modules: Sequence[Module]) -> None:
        field = self.fields["module"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *((str(module.pk), module_name(module)) for module in modules)]


class WriteForm(forms.Form):
    finding = forms.CharField(label=_("Cause"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    workaround = forms.CharField(
        label=_("Workaround"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown to our staff on every bound card; no hospital sees it."),
    )
    known_error = forms.BooleanField(
        label=_("Known error: the cause is found, the remedy is still to come"), required=False
    )


class SolveForm(forms.Form):
    solution = forms.CharField(label=_("Permanent solution"), widget=forms.Textarea(attrs={"rows": 3}))


class BindForm(forms.Form):
    card = forms.CharField(label=_("Number of the card"), max_length=24)
