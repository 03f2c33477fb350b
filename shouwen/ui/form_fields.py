"""Form pieces that more than one door uses."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from shouwen.policy.refusal import Refused
from shouwen.ui.refusal_words import refusal_words
from shouwen.ui.submission import new_submission

# What the browser offers to choose from; what is taken is decided by the bytes.
FILES_ACCEPTED = "image/*,.pdf,.txt,.log,.csv,.doc,.docx,.xls,.xlsx,.zip"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, none required unless it is said. What they are is read from their bytes when they are stored."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        widget = FilesInput(attrs={"multiple": True, "accept": FILES_ACCEPTED})
        super().__init__(required=required, widget=widget, **kwargs)


def instant_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A local date and time, as `fields.instant_of` reads it and `fields.shown_instant` fills it in."""
    widget = forms.TextInput(attrs={"type": "datetime-local"})
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text)


class SubmissionForm(forms.Form):
    """A form with a key of its own: sent twice, it takes effect once."""

    submission = forms.CharField(widget=forms.HiddenInput, initial=new_submission)


def refuse(form: forms.Form, refused: Refused) -> forms.Form:
    """The form with the refusal at the field at fault, or over the whole form.

    An act stops at the first fault; what is empty though the form needs it (`needed`: field and code) is told with it.
    """
    form.errors.clear()
    if form.files and "uploads" in form.fields and refused.facts.get("field") != "uploads":
        form.add_error("uploads", gettext("Please choose the files again; a refused form does not keep them."))
    field = str(refused.facts.get("field", ""))
    form.add_error(field if field in form.fields else None, refusal_words(refused))
    needed: dict[str, str] = getattr(form, "needed", {})
    if field in needed:
        for name, code in needed.items():
            if name != field and not str(form[name].value() or "").strip():
                form.add_error(name, refusal_words(Refused(code)))
    return form
