"""The forms of a person's page. What is right is decided by the acts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.policy.roles import CUSTOMER_ROLES, STAFF_ROLES, Level, Role
from shouwen.ui.code_words import lazy_word


def roles(of: Iterable[Role]) -> list[tuple[str, Any]]:
    """These roles with their words, in the order of the policy."""
    wanted = set(of)
    return [(role.value, lazy_word(role.value, "role")) for role in Role if role in wanted]


LEVELS = [("", "—"), *((level.value, lazy_word(level.value, "level")) for level in Level)]


class DetailsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=64)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS, required=False)
    email = forms.CharField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Phone number"), max_length=32, required=False)


class NewPersonForm(DetailsForm):
    username = forms.CharField(label=_("Account name"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=[("", "—"), *roles(STAFF_ROLES)], required=False)
    field_order = ("name", "username", "role", "level", "email", "phone")


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))

    def offer(self, customer: bool, held: set[str]) -> None:
        """Offer the roles of his kind that the person does not hold."""
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            fitting = roles(CUSTOMER_ROLES if customer else STAFF_ROLES)
            field.choices = [("", "—"), *((code, label) for code, label in fitting if code not in held)]


class TeamNamesForm(forms.Form):
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=40, required=False)


class TeamForm(TeamNamesForm):
    code = forms.CharField(label=_("Code"), max_length=24, help_text=_("Letters, figures and hyphens."))
    field_order = ("code",)


class ContactAccountForm(forms.Form):
    username = forms.CharField(label=_("Account name"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=roles(CUSTOMER_ROLES))
    email = forms.CharField(label=_("E-mail address"), max_length=254, required=False)


class LeaveForm(forms.Form):
    successor = forms.ChoiceField(label=_("Everything passes to"), required=False)
    words = forms.CharField(label=_("Reason"), max_length=200)

    def offer(self, people: Iterable[Any], without: int) -> None:
        field = self.fields["successor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *((str(p.pk), p.name) for p in people if p.pk != without)]
