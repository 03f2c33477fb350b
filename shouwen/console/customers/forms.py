"""The forms of a hospital's record. They keep what was typed; what is right is decided by the act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.apps.customers.models import Hospital
from shouwen.policy.dossier import SLOTS, Section
from shouwen.ui.code_words import lazy_word

CATEGORIES = [(code, lazy_word(code, "hospital_category")) for code in Hospital.Category.values]
WORKS = [(code, lazy_word(code, "tenure")) for code in ("implementation", "training")]


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A day, typed or picked."""
    widget = forms.TextInput(attrs={"type": "date"})
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text)


class HospitalForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=40)
    category = forms.ChoiceField(label=_("Category"), choices=CATEGORIES)
    credit_code = forms.CharField(
        label=_("Unified social credit code"), required=False, max_length=40, help_text=_("18 characters.")
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=200)


class NewHospitalForm(HospitalForm):
    campus = forms.CharField(label=_("First campus"), max_length=80)
    account_manager = forms.ChoiceField(label=_("Account manager"))
    deputy = forms.ChoiceField(label=_("Deputy"), required=False)


class CampusForm(forms.Form):
    name = forms.CharField(label=_("Name of the campus"), max_length=80)
    fax = forms.CharField(
        label=_("Fax number"), required=False, max_length=32, help_text=_("With its area code: a fax is known by it.")
    )


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("Name of the department"), max_length=80)


class NewDepartmentForm(DepartmentForm):
    campus = forms.ChoiceField(label=_("Campus"))
    field_order = ("campus", "name")


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=64)
    title = forms.CharField(label=_("Post or title"), required=False, max_length=64)
    phone = forms.CharField(label=_("Phone number"), required=False, max_length=32)
    fax = forms.CharField(
        label=_("Fax number"), required=False, max_length=32, help_text=_("With its area code: a fax is known by it.")
    )
    department = forms.ChoiceField(
        label=_("Department"), required=False, help_text=_("With an account he sees his department's cards.")
    )
    account = forms.CharField(
        label=_("Portal account"),
        required=False,
        max_length=150,
        help_text=_("The name of a customer account that belongs to nobody yet."),
    )
    is_it = forms.BooleanField(label=_("Our contact for the hospital's computers"), required=False)


class TenureForm(forms.Form):
    person = forms.ChoiceField(label=_("Who"))
    on = day(_("From"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class DeputyForm(TenureForm):
    person = forms.ChoiceField(label=_("Who"), required=False)


class WorkForm(forms.Form):
    post = forms.ChoiceField(label=_("Work"), choices=WORKS)
    person = forms.ChoiceField(label=_("Who"))
    since = day(_("From"))
    until = day(_("Until"), required=False)
    reason = forms.CharField(label=_("Note"), required=False, max_length=200)


class PostingForm(forms.Form):
    engineer = forms.ChoiceField(label=_("Engineer of the front line"))
    since = day(_("From"))


class UntilForm(forms.Form):
    until = day(_("Until"))


class InstallForm(forms.Form):
    campus = forms.ChoiceField(label=_("Campus"))
    module = forms.ChoiceField(label=_("Module"))
    version = forms.CharField(label=_("Version"), max_length=24)
    since = day(_("From"))


class VersionForm(forms.Form):
    version = forms.CharField(label=_("New version"), max_length=24)
    on = day(_("From"))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class EntryForm(forms.Form):
    """The fields of a dossier's section."""

    def __init__(self, section: Section, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slot in SLOTS[section]:
            self.fields[slot.code] = forms.CharField(
                label=lazy_word(f"{section.value}.{slot.code}", "dossier_slot"),
                required=slot.required,
                max_length=slot.limit,
                widget=forms.Textarea(attrs={"rows": 2}) if slot.is_long else forms.TextInput(),
            )
