"""The forms of a ruling. They keep what was typed; what is right is decided by the act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.policy.coverage import Cause
from shouwen.ui.code_words import lazy_word

CAUSES = [(cause.value, lazy_word(cause.value, "cause")) for cause in Cause if cause is not Cause.UNKNOWN]


def _text(label: object, *, required: bool = True, rows: int = 3, help_text: object = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text)  # type: ignore[arg-type]


class ProposalForm(forms.Form):
    cause = forms.ChoiceField(label=_("Proposed cause"), choices=CAUSES)
    reproduction = _text(
        _("How it is reproduced"), rows=4, help_text=_("Step by step, in a standard environment, with what comes out.")
    )
    clause = forms.CharField(
        label=_("What it contradicts"),
        max_length=300,
        help_text=_("The clause of the specification, the page of the manual, the standard."),
    )
    version = forms.CharField(label=_("In which version"), max_length=40)
    words = _text(_("What else development should know"), required=False, rows=2)


class DecisionForm(forms.Form):
    cause = forms.ChoiceField(label=_("Cause"), choices=CAUSES)
    words = _text(_("Reason"), help_text=_("The hospital reads it."))


class WithdrawalForm(forms.Form):
    words = _text(_("Reason"), rows=2)
