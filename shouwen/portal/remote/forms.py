"""The hospital's word on remote service. Forms keep what was typed; what is right is decided by the act."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from shouwen.policy.remote import Backup
from shouwen.ui.code_words import word

lazy_word = lazy(word, str)
BACKUPS = [(each.value, lazy_word(each.value, "remote_backup")) for each in Backup]


def _time(label: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.TextInput(attrs={"type": "datetime-local"}))


class GrantForm(forms.Form):
    needed = {"signed_name": "text_missing"}

    starts_at = _time(_("From"))
    ends_at = _time(_("Until"))
    backup = forms.ChoiceField(label=_("Backup"), choices=BACKUPS, widget=forms.RadioSelect)
    backup_words = forms.CharField(
        label=_("Why none is needed"), max_length=200, required=False, help_text=_("Only where nothing is changed.")
    )
    signed_name = forms.CharField(label=_("Your name, as it counts for the hospital"), max_length=64)


class RefuseForm(forms.Form):
    words = forms.CharField(label=_("Why not?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawForm(forms.Form):
    words = forms.CharField(label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmForm(forms.Form):
    signed_name = forms.CharField(label=_("Your name, as it counts for the hospital"), max_length=64)


class RejectForm(forms.Form):
    remark = forms.CharField(label=_("What is not right?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
