"""What everybody may settle for himself, at both doors."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shouwen.apps.people.actions.token import DAYS, Scope
from shouwen.ui.code_words import lazy_word


def _in_days(days: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}


_days = lazy(_in_days, str)


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Phone number"), max_length=32, required=False, widget=forms.TextInput({"autocomplete": "tel"})
    )


class EmailForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("A letter goes to a new address; it counts once you have opened its link."),
    )


class TokenForm(forms.Form):
    name = forms.CharField(label=_("What it is for"), max_length=64)
    scopes = forms.MultipleChoiceField(
        label=_("May"),
        choices=[(scope.value, lazy_word(scope.value, "scope")) for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
        initial=["read"],
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=[(d, _days(d)) for d in DAYS], coerce=int, initial=90)


class AbsenceForm(forms.Form):
    first = forms.DateField(label=_("First day out"), widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label=_("Last day out"), widget=forms.DateInput({"type": "date"}))
    substitute = forms.ChoiceField(label=_("Who stands in"), required=False)
    words = forms.CharField(label=_("Words for colleagues"), max_length=200, required=False)

    def offer(self, people: list[Any], without: int) -> None:
        """Offer the colleagues who may stand in."""
        field = self.fields["substitute"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *((str(p.pk), p.name) for p in people if p.pk != without)]


def day_of(text: str) -> date | None:
    """A day as a date field sends it, or None."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
