"""What an act on many cards needs to know beside the cards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shouwen.apps.installations.queries import modules
from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.tickets.actions.batch import BatchAct
from shouwen.ui.code_words import word
from shouwen.ui.faces.module import module_name


class OfferForm(forms.Form):
    receiver = forms.ChoiceField(label=_("To whom"))
    words = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ModuleForm(forms.Form):
    module = forms.ChoiceField(
        label=_("Module"),
        help_text=_("Everything else stays as it is. A first grade by the hospital's own answer counts as confirmed."),
    )
    words = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Asked for when the card was classified before.")
    )


class ChaseForm(forms.Form):
    words = forms.CharField(
        label=_("What to say"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


FORMS: dict[str, type[forms.Form]] = {
    BatchAct.OFFER: OfferForm,
    BatchAct.MODULE: ModuleForm,
    BatchAct.CHASE: ChaseForm,
}


def form_of(act: str, data: Any) -> forms.Form | None:
    """The form of an act with its choices; None for one that needs to know nothing."""
    if act not in FORMS:
        return None
    form = FORMS[act](data)
    field = form.fields.get("receiver") or form.fields.get("module")
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "—"), *(_people() if act == BatchAct.OFFER else _modules())]
    return form


def _people() -> list[tuple[str, str]]:
    return [
        (str(each.pk), f"{each.name} · {word(each.level, 'level_short')}" if each.level else each.name)
        for each in qualified_staff()
    ]


def _modules() -> list[tuple[str, str]]:
    return [(str(module.pk), module_name(module)) for module in modules()]
