"""The hospital's word on remote service. Forms keep what was typed; what is right is decided by the act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.ui.faces.remote import BACKUPS
from shouwen.ui.form_fields import instant_field


class GrantForm(forms.Form):
    needed = {"signed_name": "text_missing"}

    starts_at = instant_field(_("From"))
    ends_at = instant_field(_("Until"))
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
