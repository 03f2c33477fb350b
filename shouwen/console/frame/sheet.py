"""A form on a page of its own: shown, sent, and shown again with what was typed when it is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from shouwen.apps.ledger.unit_of_work import alone
from shouwen.console.frame.guard import page
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.record_words import yes_no
from shouwen.ui.seen import changed_since, seen_of

Words = str | Promise
Made = TypeVar("Made")


@dataclass(frozen=True)
class Sheet:
    """What stands around the form. `here`: the room; `back_url`: where it was opened, and returns to; `facts`: what
    one has to know to fill it in, as pairs of label and words."""

    here: str
    title: Words
    send: Words
    back_url: str
    back: str
    note: Words = ""
    icon: str = "bi-check2"
    facts: Sequence[tuple[Words, Words]] = ()


def carry_out(
    visit: Visit,
    sheet: Sheet,
    form: forms.Form,
    do: Callable[[], Made],
    *,
    done: Words,
    to: str = "",
    made: Callable[[Made], str] | None = None,
    kept: Callable[[], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """Show the form, or do the act and go back; with `made` to the address of what the act has made.

    `kept` reads what is on record for the fields: the form shows it, and is not saved over what another saved since.
    A refusal of the person himself is answered by the door.
    """
    if kept is not None:
        form.initial = dict(kept())
    if visit.method != "POST":
        return _show(visit, sheet, form, 200, seen_of(form.initial) if kept else "")
    try:
        found = _unless_changed(visit, kept, do) if kept else do()
    except _Changed as changed:
        return _show(visit, sheet, _tell(form, changed), 409, seen_of(changed.values))
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, sheet, refuse(form, refused), status_of(refused), visit.POST.get("seen", ""))
    messages.success(visit, str(done))
    return redirect(made(found) if made else to or sheet.back_url)


def typed(visit: Visit) -> QueryDict | None:
    """What was sent, also when nothing was filled in; None while the form is only shown."""
    return visit.POST if visit.method == "POST" else None


def choose(form: forms.Form, field: str, choices: Sequence[tuple[str, Any]], *, empty: Words | None = None) -> None:
    """Give a field the choices that only the database knows; `empty` names the choice of none."""
    chosen = form.fields[field]
    if isinstance(chosen, forms.ChoiceField):
        chosen.choices = [*([("", empty)] if empty is not None else []), *choices]


class _Changed(Exception):  # noqa: N818  an answer, not an error
    """Another has saved these fields since the form was opened."""

    def __init__(self, fields: Sequence[str], values: Mapping[str, Any]) -> None:
        super().__init__(*fields)
        self.fields, self.values = fields, values


def _unless_changed(visit: Visit, kept: Callable[[], Mapping[str, Any]], do: Callable[[], Made]) -> Made:
    def checked() -> Made:
        values = kept()
        fields = changed_since(visit.POST.get("seen", ""), values)
        if fields:
            raise _Changed(fields, values)
        return do()

    return alone(visit.actor, visit.path, checked)


def _tell(form: forms.Form, changed: _Changed) -> forms.Form:
    """What was typed, and at each field that another has changed what stands there now."""
    form.errors.clear()
    form.add_error(None, _("Somebody else saved this a moment ago. Nothing of yours is lost: compare, and save again."))
    for name in changed.fields:
        if name in form.fields:
            now = _worded(form.fields[name], changed.values[name])
            form.add_error(name, _("It says now: %(value)s") % {"value": now or "—"})
    return form


def _worded(field: forms.Field, value: Any) -> str:
    """A stored value in the words of the form."""
    if isinstance(value, bool):
        return yes_no(value)
    choices = dict(getattr(field, "choices", ()))
    told = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(choices.get(str(each), each)) for each in told if each not in (None, ""))


def _show(visit: Visit, sheet: Sheet, form: forms.Form, status: int, seen: str = "") -> HttpResponse:
    return page(visit, "console/sheet.html", status=status, sheet=sheet, form=form, seen=seen)
