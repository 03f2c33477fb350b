"""Whom a conversation is handed to."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HandOverForm(forms.Form):
    to = forms.ChoiceField(label=_("To whom?"))
    with_card = forms.BooleanField(
        label=_("Offer the handling of the card too"),
        required=False,
        initial=True,
        help_text=_("He accepts the one and the other; until then both are yours."),
    )
