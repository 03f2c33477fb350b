"""The forms of an agreement. They keep what was typed; what is right is decided by the act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.apps.agreements.actions.period import ORDINARY
from shouwen.apps.agreements.actions.targets import PLACES
from shouwen.apps.agreements.models import Line
from shouwen.policy.catalogue import SPECIAL, Service
from shouwen.ui.code_words import lazy_word


def _services(special: bool) -> list[tuple[str, Any]]:
    found = [service for service in Service if (service in SPECIAL) == special]
    return [(service.value, lazy_word(service.value, "service")) for service in found]


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "date"})
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text)


class DatesForm(forms.Form):
    signed_on = _day(_("Signed on"), required=True)
    started_on = _day(_("Start of implementation"))
    go_live_on = _day(_("Go-live"))
    first_accepted_on = _day(_("First acceptance"))
    final_accepted_on = _day(_("Final acceptance"))


class AgreementForm(DatesForm):
    number = forms.CharField(label=_("Number of the agreement"), max_length=40)
    hospital = forms.ChoiceField(label=_("Hospital"))
    field_order = ("number", "hospital")


class LineForm(forms.Form):
    module = forms.ChoiceField(label=_("Module"), required=False)
    campus = forms.ChoiceField(label=_("Campus"), required=False)
    basis = forms.ChoiceField(
        label=_("The free phase counts from"),
        choices=[(code, lazy_word(code, "basis")) for code in Line.Basis.values],
    )
    free_from = _day(_("First day, if it is the line's own"), help_text=_("Empty: the agreement's day of that basis."))
    special = forms.MultipleChoiceField(
        label=_("Special services in the free phase"),
        required=False,
        choices=_services(True),
        widget=forms.CheckboxSelectMultiple,
    )
    urgent_quota = forms.CharField(label=_("Urgent responses a year"), max_length=3)
    grace_days = forms.CharField(label=_("Days of grace"), max_length=3)


class FreeEndForm(forms.Form):
    free_until = _day(_("Last free day"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class PeriodEndForm(forms.Form):
    ends_on = _day(_("Last day"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class PeriodForm(forms.Form):
    starts_on = _day(_("First day"), required=True)
    ends_on = _day(_("Last day"), required=True)
    services = forms.MultipleChoiceField(
        label=_("Services"),
        choices=_services(False),
        widget=forms.CheckboxSelectMultiple,
        initial=[service.value for service in ORDINARY],
    )
    special = forms.MultipleChoiceField(
        label=_("Special services"), required=False, choices=_services(True), widget=forms.CheckboxSelectMultiple
    )
    urgent_quota = forms.CharField(label=_("Urgent responses a year"), max_length=3)
    policy_change = forms.BooleanField(label=_("Changes of public policy are included"), required=False)


def as_bought(line: Line) -> dict[str, Any]:
    """What was bought for this line the last time: nobody loses a service because a box was empty. One query."""
    last = line.paid_periods.order_by("ends_on", "pk").last()
    if last is None:
        return {}
    own = {"services": last.services, "special": last.special, "policy_change": last.policy_change}
    return own | ({"urgent_quota": last.urgent_quota} if Service.URGENT.value in last.special else {})


class TargetsForm(forms.Form):
    """Minutes; an empty field is the policy's own."""

    def __init__(self, standard: dict[str, int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PLACES:
            self.fields[name] = forms.CharField(
                label=lazy_word(name, "target"),
                required=False,
                max_length=6,
                help_text=_("The policy: %(minutes)s minutes") % {"minutes": standard[name]},
            )


class TerminationForm(forms.Form):
    on = _day(_("First day without the agreement"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
