"""The forms of the remote service. They keep what was typed; what is right is decided by the act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.policy.remote import SESSION_ID_LIMIT, Scope
from shouwen.ui.code_words import lazy_word
from shouwen.ui.faces.remote import BACKUPS
from shouwen.ui.form_fields import SubmissionForm, instant_field

SCOPES = [(each.value, lazy_word(each.value, "remote_scope")) for each in Scope]


def _long(label: Any, limit: int, rows: int = 2, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=limit, required=required, widget=widget)


class AskForm(SubmissionForm):
    needed = {"why": "text_missing", "systems": "text_missing"}

    why = _long(_("What for?"), 500)
    scope = forms.MultipleChoiceField(
        label=_("What may be done"), choices=SCOPES, widget=forms.CheckboxSelectMultiple, initial=[Scope.LOOK.value]
    )
    systems = forms.CharField(label=_("On which systems"), max_length=200)
    tool = forms.ChoiceField(label=_("By which tool"))
    starts_at = instant_field(_("From"))
    ends_at = instant_field(_("Until"))
    backup = forms.BooleanField(
        label=_("A backup is made before"),
        required=False,
        help_text=_("Whatever changes settings or data, or restarts, needs one in any case."),
    )


class PhoneForm(forms.Form):
    needed = {"signed_name": "text_missing"}

    signed_name = forms.CharField(label=_("Who of the hospital said so"), max_length=64)
    said_at = instant_field(_("When he said it"))
    backup = forms.ChoiceField(label=_("Backup"), choices=BACKUPS, widget=forms.RadioSelect, initial="done")
    backup_words = forms.CharField(label=_("Why none is needed"), max_length=200, required=False)


class WordsForm(forms.Form):
    words = _long(_("Reason"), 500)


class StartForm(SubmissionForm):
    session_id = forms.CharField(
        label=_("Session id, as the tool shows it"),
        max_length=SESSION_ID_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text=_("Only its last three characters are kept. Never type a password here."),
    )
    scope = forms.MultipleChoiceField(label=_("What is done"), choices=SCOPES, widget=forms.CheckboxSelectMultiple)
    tool = forms.ChoiceField(label=_("By which tool"))
    off_hours = forms.CharField(
        label=_("Why now, off the hours of the remote service"),
        max_length=200,
        required=False,
        help_text=_("Only when it is closed, and not for grades 1 and 2."),
    )


class EndForm(forms.Form):
    needed = {"changed": "text_missing"}

    changed = _long(_("What was changed, and what was seen"), 2000, 5)
    recording = forms.CharField(
        label=_("Where its recording is"), max_length=200, required=False, help_text=_("A reference, not a password.")
    )
    solved = forms.ChoiceField(
        label=_("Solved?"), choices=[("yes", _("Solved")), ("no", _("Not solved"))], widget=forms.RadioSelect
    )


class SendForm(forms.Form):
    engineer = forms.ChoiceField(label=_("Who goes"))
    reason = _long(_("Reason"), 500)
