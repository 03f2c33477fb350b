"""What a person does with a letter: a card of its own, on a card, or let it go."""

from collections.abc import Iterable
from enum import StrEnum

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.policy.severity import Impact, Kind, Urgency
from shouwen.ui.code_words import word

KINDS = [kind for kind in Kind if kind is not Kind.COMPLAINT]


def _of(codes: Iterable[StrEnum], vocabulary: str) -> list[tuple[str, str]]:
    return [(code.value, word(code, vocabulary)) for code in codes]


class TakeInForm(forms.Form):
    hospital = forms.ChoiceField(label=_("Hospital"), required=False)
    kind = forms.ChoiceField(label=_("Kind"))
    impact = forms.ChoiceField(label=_("Impact"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)
    text = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 6}))

    def offer(self, hospitals: list[tuple[str, str]]) -> None:
        """Choices in the reader's language, and hospitals that only the database knows."""
        choices: dict[str, list[tuple[str, str]]] = {
            "hospital": [("", str(_("Not known yet"))), *hospitals],
            "kind": _of(KINDS, "kind"),
            "impact": _of(Impact, "impact"),
            "urgency": _of(Urgency, "urgency"),
        }
        for name, found in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = found


class AttachForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the card"), max_length=24, widget=forms.TextInput(attrs={"placeholder": "SW-"})
    )


class DiscardForm(forms.Form):
    words = forms.CharField(label=_("Why it is let go"), max_length=300)
