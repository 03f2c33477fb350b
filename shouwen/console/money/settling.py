"""The acts on a statement: drafted by hand, closed, invoiced, paid, refunded, taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shouwen.apps.billing import actions
from shouwen.apps.billing.access import find_statement, may_keep_books
from shouwen.apps.billing.figures import settling_of
from shouwen.apps.billing.models import Statement
from shouwen.apps.customers.queries import hospitals_for
from shouwen.console.frame.guard import acts, reads_and_acts
from shouwen.console.frame.sheet import Sheet, Words, carry_out, choose, typed
from shouwen.console.money.forms import CreditForm, InvoiceForm, PaymentForm, StatementForm
from shouwen.policy.money import rmb
from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.fields import amount_of, day_of, number_of
from shouwen.ui.money_fields import month_in, needed_fen
from shouwen.ui.submission import submission_of


@reads_and_acts
def draft(visit: Visit) -> HttpResponse:
    _only_who_keeps(visit)
    form = StatementForm(data=typed(visit), initial={"month": f"{visit.now:%Y-%m}"})
    choose(form, "hospital", [(str(each.pk), each.name) for each in hospitals_for(visit.actor)], empty="—")
    back = reverse("console:statements")
    note = _("A month has one statement. One that is there already is opened.")
    around = Sheet("money", _("Draft a statement"), _("Draft it"), back, _("Statements"), note)

    def do() -> Statement:
        hospital, said = number_of(visit.POST, "hospital"), month_in(visit.POST, "month")
        month = day_of({"month": said}, "month")
        return actions.draft_statement(visit.actor, hospital, month, at=visit.now)

    def address(made: Statement) -> str:
        return reverse("console:statement", args=[made.number])

    return carry_out(visit, around, form, do, done=_("Here is the statement."), made=address)


@acts
def close(visit: Visit, statement: str) -> HttpResponse:
    actions.close_statement(visit.actor, statement, at=visit.now)
    messages.success(visit, _("Closed. It stays as it is, and the hospital sees it."))
    return redirect("console:statement", statement)


@reads_and_acts
def invoice(visit: Visit, statement: str) -> HttpResponse:
    _closed(visit, statement)

    def kept() -> dict[str, str]:
        found = find_statement(visit.actor, statement)
        days = {name: getattr(found, name) for name in ("invoiced_on", "received_on")}
        return {"invoice_number": found.invoice_number} | {name: str(day or "") for name, day in days.items()}

    def do() -> object:
        said = visit.POST
        days = day_of(said, "invoiced_on"), day_of(said, "received_on")
        return actions.record_invoice(visit.actor, statement, said.get("invoice_number", ""), *days, at=visit.now)

    around = _sheet(statement, _("Invoice of %(number)s") % {"number": statement}, _("Save"))
    return carry_out(visit, around, InvoiceForm(data=typed(visit)), do, done=_("Saved."), kept=kept)


@reads_and_acts
def pay(visit: Visit, statement: str) -> HttpResponse:
    title = _("Payment for %(number)s") % {"number": statement}
    return _moved(visit, statement, title, _("Write down the payment"), actions.record_payment)


@reads_and_acts
def refund(visit: Visit, statement: str) -> HttpResponse:
    title = _("Refund of %(number)s") % {"number": statement}
    return _moved(visit, statement, title, _("Write down the refund"), actions.record_refund)


@reads_and_acts
def credit(visit: Visit, statement: str) -> HttpResponse:
    found = _closed(visit, statement)
    form = CreditForm(data=typed(visit))
    rows = [(str(each.place), f"{each.words} {rmb(each.total.gross)}") for each in found.lines.filter(net_fen__gt=0)]
    choose(form, "line", rows)
    note = _("The statement stays as it was closed; the note takes back what is wrong on it.")
    around = _sheet(statement, _("Credit note on %(number)s") % {"number": statement}, _("Make the credit note"), note)

    def do() -> object:
        place, fen = amount_of(visit.POST, "line"), needed_fen(visit.POST, "amount")
        because, words = visit.POST.get("because", ""), visit.POST.get("words", "")
        key = submission_of(visit.POST)
        return actions.credit(visit.actor, statement, place, fen, because, words, at=visit.now, submission=key)

    return carry_out(visit, around, form, do, done=_("The credit note is made."))


def _moved(visit: Visit, statement: str, title: Words, send: Words, act: Callable[..., object]) -> HttpResponse:
    found = _closed(visit, statement)

    def do() -> object:
        fen, on = needed_fen(visit.POST, "amount"), day_of(visit.POST, "on")
        reference, key = visit.POST.get("reference", ""), submission_of(visit.POST)
        return act(visit.actor, statement, fen, on, reference, at=visit.now, submission=key)

    form = PaymentForm(data=typed(visit), initial={"on": _today(visit.now).isoformat()})
    left = [(word("left", "figure"), rmb(settling_of(found).left))]
    return carry_out(visit, replace(_sheet(statement, title, send), facts=left), form, do, done=_("Written down."))


def _only_who_keeps(visit: Visit) -> None:
    if not may_keep_books(visit.actor):
        raise Refused("not_your_role", act="keep_books")


def _closed(visit: Visit, number: str) -> Statement:
    found = find_statement(visit.actor, number)
    _only_who_keeps(visit)
    if found.closed_at is None:
        raise Refused("statement_draft")
    return found


def _sheet(number: str, title: Words, send: Words, note: Words = "") -> Sheet:
    return Sheet("money", title, send, reverse("console:statement", args=[number]), number, note)


def _today(now: datetime) -> date:
    return timezone.localdate(now)
