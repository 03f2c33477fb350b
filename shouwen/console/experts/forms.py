"""The forms of the experts' room. They keep what was typed; what is right is decided by the act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.ui.form_fields import FilesField, SubmissionForm, instant_field


def day_field(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=forms.TextInput(attrs={"type": "date"}))


def _long(label: Any, limit: int, rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}))


class CallForm(SubmissionForm):
    question = _long(_("What is to be settled?"), 1000)
    meets_at = instant_field(_("They meet at"))
    due_at = instant_field(_("Conclusion due"), required=False, help_text=_("Empty: by the grade of the card."))
    chair = forms.ChoiceField(label=_("Chair"))
    members = forms.MultipleChoiceField(label=_("Who else is called"), widget=forms.CheckboxSelectMultiple)


class WordsForm(forms.Form):
    words = _long(_("Reason"), 500, 2)


class OpinionForm(forms.Form):
    words = _long(_("Your opinion"), 4000)


class ConclusionForm(forms.Form):
    conclusion = _long(_("Conclusion"), 4000)
    plan = _long(_("Plan"), 4000)


class CertificateForm(forms.Form):
    person = forms.ChoiceField(label=_("Colleague"))
    number = forms.CharField(label=_("Number of the certificate"), max_length=40)
    issued_on = day_field(_("Issued on"))
    expires_on = day_field(_("Counts until"))
    branch = forms.CharField(label=_("Branch"), max_length=80)
    specialty = forms.CharField(label=_("Specialty"), max_length=120)


class NameForm(forms.Form):
    hospital = forms.ChoiceField(label=_("Hospital"))
    person = forms.ChoiceField(label=_("Expert"))


class VisitForm(SubmissionForm):
    expert = forms.ChoiceField(label=_("Expert"))
    on = day_field(_("Day of the visit"))
    scope = _long(_("Scope"), 1000)
    price = forms.CharField(
        label=_("Price with tax (¥)"), max_length=16, required=False, help_text=_("Empty: the agreement includes it.")
    )


class SolutionForm(SubmissionForm):
    title = forms.CharField(label=_("Title"), max_length=120, required=False, help_text=_("Of the first version."))
    words = forms.CharField(label=_("What is new in it"), max_length=500, required=False)
    uploads = FilesField(label=_("The document"), required=True)
