"""The forms of the remote service. They keep what was typed; what is right is decided by the act."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from shouwen.policy.remote import SESSION_ID_LIMIT, Backup, Scope
from shouwen.ui.code_words import word
from shouwen.ui.form_fields import SubmissionForm

lazy_word = lazy(word, str)
SCOPES = [(each.value, lazy_word(each.value, "remote_scope")) for each in Scope]
BACKUPS = [(each.value, lazy_word(each.value, "remote_backup")) for each in Backup]


def _time(label: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.TextInput(attrs={"type": "datetime-local"}))


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
    starts_at = _time(_("From"))
    ends_at = _time(_("Until"))
    backup = forms.BooleanField(
        label=_("A backup is made before"),
        required=False,
        help_text=_("Whatever changes settings or data, or restarts, needs one in any case."),
    )


class PhoneForm(forms.Form):
    needed = {"signed_name": "text_missing"}

    signed_name = forms.CharField(label=_("Who of the hospital said so"), max_length=64)
    said_at = _time(_("When he said it"))
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
