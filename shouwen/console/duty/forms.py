"""Forms of the rota and of hand-over lists."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.policy.posts import PostCode
from shouwen.ui.code_words import lazy_word

POSTS = [(code.value, lazy_word(code.value, "post")) for code in PostCode]


def _instant() -> forms.DateTimeInput:
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PersonForm(forms.Form):
    person = forms.ChoiceField(label=_("Who"))

    def offer(self, people: Iterable[Any]) -> None:
        """Offer these colleagues."""
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *((str(person.pk), person.name) for person in people)]


class MoveForm(PersonForm):
    starts_at = forms.DateTimeField(label=_("From"), widget=_instant())
    ends_at = forms.DateTimeField(label=_("Until, not including"), widget=_instant())


class ShiftForm(MoveForm):
    post = forms.ChoiceField(label=_("Post"), choices=POSTS)
    field_order = ("post", "person", "starts_at", "ends_at")


class StandingForm(PersonForm):
    post = forms.ChoiceField(label=_("Post"), choices=POSTS)
    field_order = ("post", "person")


class SwapForm(forms.Form):
    other = forms.ChoiceField(label=_("With this shift"))

    def offer(self, shifts: Iterable[tuple[str, str]]) -> None:
        field = self.fields["other"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *shifts]


class AskForm(SwapForm):
    words = forms.CharField(label=_("A word about it"), max_length=200, required=False)


class HandOverForm(forms.Form):
    submission = forms.CharField(widget=forms.HiddenInput)
    receiver = forms.ChoiceField(label=_("Who comes on"))
    words = forms.CharField(
        label=_("What must be known"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )

    def offer(self, people: Iterable[Any], without: int) -> None:
        field = self.fields["receiver"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *((str(p.pk), p.name) for p in people if p.pk != without)]
