"""A call written down, what became of it, and the card that it is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shouwen.policy.telephone import Outcome, Source
from shouwen.ui.code_words import lazy_word
from shouwen.ui.form_fields import SubmissionForm

OUTCOMES = [(each.value, lazy_word(each.value, "call_outcome")) for each in Outcome]


def _instant(label: Any, *, required: bool = False) -> forms.CharField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"})
    return forms.CharField(label=label, required=required, widget=widget)


class LogForm(SubmissionForm):
    needed = {"offered_at": "not_a_time"}

    source = forms.ChoiceField(
        label=_("Written down"),
        choices=[(each.value, lazy_word(each.value, "call_source")) for each in (Source.HAND, Source.PAPER)],
        widget=forms.RadioSelect,
        initial=Source.HAND.value,
    )
    number = forms.CharField(label=_("Number of the caller"), max_length=32, required=False)
    caller_name = forms.CharField(label=_("Name"), max_length=64, required=False)
    hospital = forms.ChoiceField(label=_("Hospital"), required=False)
    agent = forms.ChoiceField(label=_("Who took it"), required=False)
    offered_at = _instant(pgettext_lazy("call", "It rang"), required=True)
    answered_at = _instant(pgettext_lazy("call", "Answered"))
    ended_at = _instant(pgettext_lazy("call", "Ended"))
    outcome = forms.ChoiceField(label=_("What became of it"), choices=[("", "—"), *OUTCOMES], required=False)
    card = forms.CharField(label=_("Card"), max_length=24, required=False)
    words = forms.CharField(label=_("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What became of it"), choices=OUTCOMES, widget=forms.RadioSelect)
    words = forms.CharField(label=_("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class BindForm(forms.Form):
    card = forms.CharField(label=_("Number of the card"), max_length=24)
