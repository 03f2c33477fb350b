"""The acts on a quote: drafted from a card, sent, taken back, replaced."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.billing import actions
from shouwen.apps.billing.access import find_quote, may_quote
from shouwen.apps.billing.models import Quote
from shouwen.apps.tickets.access import find
from shouwen.console.frame.guard import acts, page, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, typed
from shouwen.console.money.forms import LINES, QuoteForm, WordsForm
from shouwen.policy.money import plain_yuan
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.bill import quantity
from shouwen.ui.fields import day_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.money_fields import fen_in, hundredths_in
from shouwen.ui.submission import submission_of


@reads_and_acts
def draft(visit: Visit, number: str) -> HttpResponse:
    """A new quote on a card."""
    ticket = find(visit.actor, number)
    _only_who_quotes(visit)

    def do() -> Quote:
        return actions.draft_quote(
            visit.actor, number, _facts(visit), at=visit.now, submission=submission_of(visit.POST)
        )

    back = reverse("console:card_money", args=[number])
    form = QuoteForm(data=typed(visit), initial={"title": ticket.title, "quantity_1": "1"})
    return _fill_in(visit, form, _("New quote"), f"{ticket.number} {ticket.title}", back, do)


@reads_and_acts
def revise(visit: Visit, quote: str) -> HttpResponse:
    """Another quote in its place: filled in as the old one was."""
    found = find_quote(visit.actor, quote)
    _only_who_quotes(visit)

    def do() -> Quote:
        return actions.revise_quote(
            visit.actor, quote, _facts(visit), at=visit.now, submission=submission_of(visit.POST)
        )

    back = reverse("console:quote", args=[quote])
    form = QuoteForm(data=typed(visit), initial=_as_it_was(found))
    return _fill_in(visit, form, _("Revise %(number)s") % {"number": quote}, found.title, back, do)


@acts
def send(visit: Visit, quote: str) -> HttpResponse:
    actions.send_quote(visit.actor, quote, at=visit.now)
    messages.success(visit, _("Sent. The hospital's head of IT is told."))
    return redirect("console:quote", quote)


@reads_and_acts
def withdraw(visit: Visit, quote: str) -> HttpResponse:
    found = find_quote(visit.actor, quote)
    _only_who_quotes(visit)
    back = reverse("console:quote", args=[quote])
    title = _("Withdraw %(number)s") % {"number": quote}
    around = Sheet("money", title, _("Withdraw the quote"), back, found.number, _("The hospital sees the reason."))
    words = visit.POST.get("words", "")
    return carry_out(
        visit,
        around,
        WordsForm(data=typed(visit)),
        lambda: actions.withdraw_quote(visit.actor, quote, words, at=visit.now),
        done=_("The quote is withdrawn."),
    )


def _only_who_quotes(visit: Visit) -> None:
    if not may_quote(visit.actor):
        raise Refused("not_your_role", act="quote")


def _fill_in(visit: Visit, form: QuoteForm, title: str, about: str, back: str, do: Callable[[], Quote]) -> HttpResponse:
    status = 200
    if visit.method == "POST":
        try:
            made = do()
        except Refused as refused:
            if of_the_person(refused):
                raise
            status = status_of(refused)
            refuse(form, refused)
        else:
            messages.success(visit, _("The draft is kept. Look at it once more, then send it."))
            return redirect("console:quote", made.number)
    return page(visit, "console/quote_form.html", status=status, form=form, title=title, about=about, back_url=back)


def _facts(visit: Visit) -> actions.QuoteFacts:
    """Refused with `field`: what cannot be read."""
    said = visit.POST
    lines = []
    for number in range(1, LINES + 1):
        unit, words = said.get(f"unit_{number}", ""), said.get(f"words_{number}", "")
        if not (unit or words.strip()):
            continue
        lines.append(
            actions.LineFacts(
                unit=unit,
                words=words,
                hundredths=hundredths_in(said, f"quantity_{number}"),
                on=day_of(said, f"on_{number}"),
                at_night=said.get(f"at_night_{number}") == "on",
                price=fen_in(said, f"price_{number}"),
            )
        )
    if not lines:
        raise Refused("text_missing", field="words_1")
    return actions.QuoteFacts(said.get("title", ""), lines, said.get("note", ""), day_of(said, "valid_until"))


def _as_it_was(quote: Quote) -> dict[str, object]:
    told: dict[str, object] = {"title": quote.title, "note": quote.note}
    for number, line in enumerate(quote.lines.all()[:LINES], 1):
        told |= {
            f"unit_{number}": line.unit,
            f"words_{number}": line.words,
            f"quantity_{number}": quantity(line.hundredths),
            f"on_{number}": line.on.isoformat() if line.on else "",
            f"at_night_{number}": line.at_night,
            f"price_{number}": plain_yuan(line.price_fen),
        }
    return told
