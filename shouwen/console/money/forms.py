"""The forms of the money room. They keep what was typed; what is right is decided by the act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.apps.billing.models import CreditNote, Work
from shouwen.policy.rates import Unit
from shouwen.ui.code_words import lazy_word
from shouwen.ui.form_fields import SubmissionForm, instant_field

# As many lines as the form has, and as many as it shows at once; empty ones are left out.
LINES, SHOWN = 6, 2
PARTS = ("unit", "words", "quantity", "on", "at_night", "price")


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "date"})
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text)


def money_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.CharField(label=label, required=required, max_length=16, widget=widget, help_text=help_text)


class QuoteForm(SubmissionForm):
    title = forms.CharField(label=_("Quote for"), max_length=120)
    valid_until = day_field(_("Stands until"), help_text=_("Empty: by the desk's setting."))
    note = forms.CharField(
        label=_("Note for the hospital"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [("", "—"), *((unit.value, lazy_word(unit.value, "unit")) for unit in Unit)]
        for number in range(1, LINES + 1):
            self.fields[f"unit_{number}"] = forms.ChoiceField(label=_("Unit"), choices=units, required=False)
            self.fields[f"words_{number}"] = forms.CharField(label=_("What"), required=False, max_length=200)
            self.fields[f"quantity_{number}"] = money_field(_("Quantity"), required=False)
            self.fields[f"on_{number}"] = day_field(_("On"))
            self.fields[f"at_night_{number}"] = forms.BooleanField(label=_("at night"), required=False)
            self.fields[f"price_{number}"] = money_field(_("Price (¥)"), required=False)

    @property
    def head(self) -> list[Any]:
        return [self[name] for name in ("title", "valid_until", "note")]

    @property
    def rows(self) -> list[list[Any]]:
        return [[self[f"{part}_{number}"] for part in PARTS] for number in range(1, SHOWN + 1)]

    @property
    def more_rows(self) -> list[list[Any]]:
        return [[self[f"{part}_{number}"] for part in PARTS] for number in range(SHOWN + 1, LINES + 1)]

    @property
    def is_open(self) -> bool:
        """Something stands in the lines that are folded."""
        return any(bound.value() or bound.errors for row in self.more_rows for bound in row)


class WordsForm(forms.Form):
    words = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class WorkForm(SubmissionForm):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(code, lazy_word(code, "work_kind")) for code in Work.Kind.values]
    )
    started = instant_field(_("From"))
    ended = instant_field(_("Until"))
    place = forms.CharField(label=_("Place"), required=False, max_length=120, help_text=_("On site it is needed."))
    words = forms.CharField(
        label=_("What was done"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    goodwill = forms.BooleanField(label=_("At our own cost: nobody has confirmed a quote"), required=False)


class RatesForm(forms.Form):
    valid_from = day_field(_("Counts for quotes from"), required=True)
    day = money_field(_("A day of work (¥)"))
    visit = money_field(_("A visit (¥)"))
    travel = money_field(_("A journey (¥)"))
    night_percent = forms.CharField(label=_("Night, percent"), max_length=4)
    rest_day_percent = forms.CharField(label=_("Day off, percent"), max_length=4)
    holiday_percent = forms.CharField(label=_("Statutory holiday, percent"), max_length=4)
    night_from = forms.CharField(label=_("Night from (hour)"), max_length=2)
    night_until = forms.CharField(label=_("Night until (hour)"), max_length=2)
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class StatementForm(forms.Form):
    hospital = forms.ChoiceField(label=_("Hospital"))
    month = forms.CharField(label=_("Month"), widget=forms.TextInput(attrs={"type": "month"}))


class InvoiceForm(forms.Form):
    invoice_number = forms.CharField(label=_("Number of the invoice"), max_length=40)
    invoiced_on = day_field(_("Invoiced on"), required=True)
    received_on = day_field(_("Received by the hospital on"))


class PaymentForm(SubmissionForm):
    amount = money_field(_("Amount (¥)"))
    on = day_field(_("Day"), required=True)
    reference = forms.CharField(label=_("Reference of the bank"), required=False, max_length=60)


class CreditForm(SubmissionForm):
    line = forms.ChoiceField(label=_("Line"))
    amount = money_field(_("Amount with tax (¥)"))
    because = forms.ChoiceField(
        label=_("Because"), choices=[(code, lazy_word(code, "credit_because")) for code in CreditNote.Because.values]
    )
    words = forms.CharField(label=_("Words to it"), max_length=200)
