"""Forms of what is paid, of renewals, engineers and papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.apps.agreements.actions import How
from shouwen.console.agreements.forms import PeriodForm
from shouwen.ui.code_words import lazy_word
from shouwen.ui.form_fields import FilesField

PARTS = 4


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "date"})
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text)


class FeeForm(forms.Form):
    """Up to four instalments; the fee is their sum."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, PARTS + 1):
            turn = {"number": number}
            first = number == 1
            self.fields[f"due_{number}"] = _day(_("Instalment %(number)s: due") % turn, required=first)
            self.fields[f"amount_{number}"] = forms.CharField(
                label=_("Instalment %(number)s: yuan") % turn, required=first, max_length=16
            )


class PaymentForm(forms.Form):
    paid_on = _day(_("Paid on"))
    receipt = forms.CharField(label=_("Receipt"), required=False, max_length=64)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class StopForm(ReasonForm):
    on = _day(_("First day without cover"))
    field_order = ("on", "reason")


class ResumeForm(ReasonForm):
    on = _day(_("First day with cover again"))
    field_order = ("on", "reason")


class RenewalForm(PeriodForm):
    how = forms.ChoiceField(
        label=_("How"),
        choices=[(how.value, lazy_word(how.value, "renewal")) for how in How],
        widget=forms.RadioSelect,
        initial=How.FROM_LAPSE.value,
    )
    starts_on = _day(_("First day, if it begins anew"), required=False)
    reason = forms.CharField(label=_("Remark"), required=False, max_length=200)
    field_order = ("how", "starts_on", "ends_on", "services", "special")


class EngineerForm(forms.Form):
    engineer = forms.ChoiceField(label=_("Named engineer"), required=False)


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("What it is"), max_length=120)
    uploads = FilesField(label=_("File"), required=True)
