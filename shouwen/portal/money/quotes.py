"""Quotes as a hospital sees them: its own, and only what was sent; who may confirm does so here."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.billing import actions, queries
from shouwen.apps.billing.access import find_quote, may_confirm
from shouwen.policy.quoting import Stage
from shouwen.policy.refusal import Refused
from shouwen.portal.frame.guard import acts, page, reads, who
from shouwen.portal.money.forms import ConfirmForm, DeclineForm
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.bill import quantity, quote_bill, when_of
from shouwen.ui.form_fields import refuse


@reads
def quotes(visit: Visit) -> HttpResponse:
    """What was sent, the newest first."""
    after = visit.GET.get("after", "")
    found = queries.quotes(visit.actor, after=after)
    here = reverse("portal:quotes")
    return page(
        visit,
        "portal/quotes.html",
        who(visit),
        rows=found.rows,
        sees_statements=queries.sees_money(visit.actor),
        newer_url=here if after else "",
        older_url=f"{here}?after={found.after}" if found.after else "",
    )


@reads
def quote(visit: Visit, quote: str) -> HttpResponse:
    return _show(visit, quote, ConfirmForm(initial={"signed_name": who(visit).name}), DeclineForm())


@acts
def confirm(visit: Visit, quote: str) -> HttpResponse:
    name = visit.POST.get("signed_name", "")
    form = ConfirmForm(data=visit.POST)
    return _answer(
        visit,
        quote,
        lambda: actions.confirm_quote(visit.actor, quote, name, at=visit.now),
        form,
        _("Confirmed. Thank you; the work goes on."),
    )


@acts
def decline(visit: Visit, quote: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    form = DeclineForm(data=visit.POST)
    return _answer(
        visit,
        quote,
        lambda: actions.decline_quote(visit.actor, quote, words, at=visit.now),
        form,
        _("Declined. Your account manager is told."),
    )


@reads
def quote_pdf(visit: Visit, quote: str) -> HttpResponse:
    found = find_quote(visit.actor, quote)
    return quote_bill(found, list(found.lines.all())).answer()


def _answer(visit: Visit, number: str, do: Callable[[], object], form: forms.Form, done: str) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        if of_the_person(refused) or "field" not in refused.facts:
            raise
        refuse(form, refused)
        confirming = form if isinstance(form, ConfirmForm) else ConfirmForm()
        declining = form if isinstance(form, DeclineForm) else DeclineForm()
        return _show(visit, number, confirming, declining, status_of(refused))
    messages.success(visit, done)
    return redirect("portal:quote", number)


def _show(
    visit: Visit, number: str, confirming: ConfirmForm, declining: DeclineForm, status: int = 200
) -> HttpResponse:
    found = find_quote(visit.actor, number)
    return page(
        visit,
        "portal/quote.html",
        who(visit),
        status=status,
        quote=found,
        lines=[(line, when_of(line), quantity(line.hundredths)) for line in found.lines.all()],
        given_back=queries.given_back(found) if found.stage == Stage.CONFIRMED else 0,
        may_answer=may_confirm(visit.actor) and found.stage == Stage.SENT and not queries.is_over(found, visit.now),
        too_late=queries.is_over(found, visit.now),
        confirming=confirming,
        declining=declining,
    )
