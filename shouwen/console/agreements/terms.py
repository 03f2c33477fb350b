"""What is paid for an agreement's periods, renewals, the named engineer, the papers."""

from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shouwen.apps.agreements import actions
from shouwen.apps.agreements.access import document_of, find, line_of, period_of
from shouwen.apps.agreements.actions.renewal import covered_until
from shouwen.apps.agreements.models import Agreement
from shouwen.apps.customers.access import may_keep
from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.settings.queries import value
from shouwen.console.agreements.forms import as_bought
from shouwen.console.agreements.term_forms import (
    PARTS,
    DocumentForm,
    EngineerForm,
    FeeForm,
    PaymentForm,
    ReasonForm,
    RenewalForm,
    ResumeForm,
    StopForm,
)
from shouwen.console.frame.guard import acts, reads, reads_and_acts
from shouwen.console.frame.sheet import Sheet, Words, carry_out, choose, typed
from shouwen.policy.agreement import anniversary
from shouwen.policy.money import fen_of, plain_yuan
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import KEEPS_MONEY
from shouwen.policy.setting import URGENT_QUOTA
from shouwen.ui.door import Visit
from shouwen.ui.faces.agreement import line_words
from shouwen.ui.fields import amount_of, day_of, number_of
from shouwen.ui.file_answer import download

DAY = timedelta(days=1)


@reads_and_acts
def fee(visit: Visit, agreement: int, period: int) -> HttpResponse:
    found = _kept(visit, agreement)
    row = period_of(found, period)
    form = FeeForm(data=typed(visit))

    def do() -> object:
        return actions.set_fee(visit.actor, agreement, period, _parts(visit), at=visit.now)

    def kept() -> dict[str, str]:
        told = {f"{name}_{number}": "" for number in range(1, PARTS + 1) for name in ("due", "amount")}
        for part in row.instalments.all()[:PARTS]:
            told |= {f"due_{part.number}": str(part.due_on), f"amount_{part.number}": plain_yuan(part.amount)}
        return told

    title = _("Fee of %(first)s – %(last)s") % {"first": row.starts_on, "last": row.ends_on}
    words = (title, _("Save"), _("The fee is the sum of its instalments."))
    return _sheet(visit, found, words, form, do, _("Saved."), kept)


def _parts(visit: Visit) -> list[actions.Part]:
    parts = []
    for number in range(1, PARTS + 1):
        due, said = day_of(visit.POST, f"due_{number}"), visit.POST.get(f"amount_{number}", "")
        if due is None and not said.strip():
            continue
        if due is None:
            raise Refused("text_missing", field=f"due_{number}")
        parts.append(actions.Part(due, fen_of(said, f"amount_{number}")))
    return parts


@reads_and_acts
def payment(visit: Visit, agreement: int, instalment: int) -> HttpResponse:
    found = _money(visit, agreement)
    form = PaymentForm(data=typed(visit), initial={"paid_on": timezone.localdate(visit.now)})

    def do() -> object:
        paid_on, receipt = day_of(visit.POST, "paid_on"), visit.POST.get("receipt", "")
        return actions.record_payment(visit.actor, agreement, instalment, paid_on, receipt, at=visit.now)

    return _sheet(visit, found, (_("An instalment was paid"), _("Save"), ""), form, do, _("Saved."))


@reads_and_acts
def undo_payment(visit: Visit, agreement: int, instalment: int) -> HttpResponse:
    found = _money(visit, agreement)

    def do() -> object:
        return actions.undo_payment(visit.actor, agreement, instalment, visit.POST.get("reason", ""), at=visit.now)

    words = (_("It was not paid after all"), _("Take the payment back"), "")
    return _sheet(visit, found, words, ReasonForm(data=typed(visit)), do, _("Saved."))


@reads_and_acts
def stop(visit: Visit, agreement: int, period: int) -> HttpResponse:
    found = _money(visit, agreement)
    form = StopForm(data=typed(visit), initial={"on": timezone.localdate(visit.now)})

    def do() -> object:
        on, reason = day_of(visit.POST, "on"), visit.POST.get("reason", "")
        return actions.stop_cover(visit.actor, agreement, period, on, reason, at=visit.now)

    note = _("What is accepted from that day on is judged as lapsed; what was judged before stands.")
    words = (_("Stop the cover of an unpaid period"), _("Stop the cover"), note)
    return _sheet(visit, found, words, form, do, _("Cover is stopped."))


@reads_and_acts
def resume(visit: Visit, agreement: int, period: int) -> HttpResponse:
    found = _money(visit, agreement)
    form = ResumeForm(data=typed(visit), initial={"on": timezone.localdate(visit.now)})

    def do() -> object:
        on, reason = day_of(visit.POST, "on"), visit.POST.get("reason", "")
        return actions.resume_cover(visit.actor, agreement, period, on, reason, at=visit.now)

    words = (_("Let cover go on"), _("Let it go on"), _("A day in the past recomputes open quotes only."))
    return _sheet(visit, found, words, form, do, _("Cover goes on."))


@reads_and_acts
def renewal(visit: Visit, agreement: int, line: int) -> HttpResponse:
    found = _kept(visit, agreement)
    row = line_of(found, line)
    last = covered_until(row)
    start = {"urgent_quota": value(URGENT_QUOTA, visit.now), "ends_on": anniversary(last, 1)} | as_bought(row)
    form = RenewalForm(data=typed(visit), initial=start)

    def do() -> object:
        facts = actions.PeriodFacts(
            starts_on=day_of(visit.POST, "starts_on"),
            ends_on=day_of(visit.POST, "ends_on"),
            services=visit.POST.getlist("services"),
            special=visit.POST.getlist("special"),
            policy_change=visit.POST.get("policy_change") == "on",
            urgent_quota=amount_of(visit.POST, "urgent_quota"),
        )
        how, reason = visit.POST.get("how", ""), visit.POST.get("reason", "")
        return actions.renew(visit.actor, agreement, line, how, facts, reason, at=visit.now)

    title = _("Renew: %(line)s") % {"line": line_words(row)}
    note = _(
        "Covered until %(day)s. A first day in the past recomputes open quotes only; verdicts that were given stand."
    ) % {"day": last}
    return _sheet(visit, found, (title, _("Renew"), note), form, do, _("Renewed."))


@reads_and_acts
def engineer(visit: Visit, agreement: int) -> HttpResponse:
    found = _kept(visit, agreement)
    form = EngineerForm(data=typed(visit))
    choose(form, "engineer", [(str(each.pk), each.name) for each in qualified_staff()], empty="—")

    def do() -> object:
        return actions.name_engineer(visit.actor, agreement, number_of(visit.POST, "engineer"), at=visit.now)

    note = _("Who knows this hospital's systems; the hospital sees the name.")
    words = (_("Named engineer"), _("Save"), note)
    kept = lambda: {"engineer": str(find(visit.actor, agreement).engineer_id or "")}  # noqa: E731
    return _sheet(visit, found, words, form, do, _("Saved."), kept)


@reads_and_acts
def add_document(visit: Visit, agreement: int) -> HttpResponse:
    found = _kept(visit, agreement)
    form = DocumentForm(data=typed(visit), files=visit.FILES or None)

    def do() -> object:
        title, uploads = visit.POST.get("title", ""), visit.FILES.getlist("uploads")
        return actions.add_document(visit.actor, agreement, title, uploads, at=visit.now)

    return _sheet(visit, found, (_("New document"), _("Add the document"), ""), form, do, _("The document is kept."))


@acts
def withdraw_document(visit: Visit, agreement: int, document: int) -> HttpResponse:
    actions.withdraw_document(visit.actor, agreement, document, at=visit.now)
    messages.success(visit, _("It is shown no more."))
    return redirect("console:agreement", agreement)


@reads
def document(visit: Visit, agreement: int, document: int) -> FileResponse:
    return download(document_of(find(visit.actor, agreement), document).file)


def _kept(visit: Visit, agreement: int) -> Agreement:
    found = find(visit.actor, agreement)
    if not may_keep(visit.actor):
        raise Refused("not_your_role", act="keep_agreements")
    return _living(found)


def _money(visit: Visit, agreement: int) -> Agreement:
    found = find(visit.actor, agreement)
    if not visit.actor.roles & KEEPS_MONEY:
        raise Refused("not_your_role", act="keep_money")
    return _living(found)


def _living(agreement: Agreement) -> Agreement:
    if agreement.terminated_on is not None:
        raise Refused("agreement.terminated", on=agreement.terminated_on.isoformat())
    return agreement


def _sheet(
    visit: Visit,
    agreement: Agreement,
    words: tuple[Words, Words, Words],
    form: forms.Form,
    do: Callable[[], object],
    done: Words,
    kept: Callable[[], dict[str, str]] | None = None,
) -> HttpResponse:
    title, send, note = words
    back = reverse("console:agreement", args=[agreement.pk])
    around = Sheet("agreements", title, send, back, agreement.number, note)
    return carry_out(visit, around, form, do, done=done, kept=kept)
