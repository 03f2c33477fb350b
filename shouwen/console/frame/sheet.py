"""A form on a page of its own: shown, sent, and shown again with what was typed when it is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise

from shouwen.console.frame.guard import page
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse

Words = str | Promise
Made = TypeVar("Made")


@dataclass(frozen=True)
class Sheet:
    """What stands around the form. `here`: the room; `back_url`: where it was opened, and returns to."""

    here: str
    title: Words
    send: Words
    back_url: str
    back: str
    note: Words = ""
    icon: str = "bi-check2"


def carry_out(
    visit: Visit,
    sheet: Sheet,
    form: forms.Form,
    do: Callable[[], Made],
    *,
    done: Words,
    to: str = "",
    made: Callable[[Made], str] | None = None,
) -> HttpResponse:
    """Show the form, or do the act and go back; with `made` to the address of what the act has made.

    A refusal of the person himself is answered by the door.
    """
    if visit.method != "POST":
        return _show(visit, sheet, form, 200)
    try:
        found = do()
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, sheet, refuse(form, refused), status_of(refused))
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


def _show(visit: Visit, sheet: Sheet, form: forms.Form, status: int) -> HttpResponse:
    return page(visit, "console/sheet.html", status=status, sheet=sheet, form=form)
