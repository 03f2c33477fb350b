"""Urgent responses: the list, and the forms of one: asked for by telephone, accepted, declined, cancelled."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.tickets import actions, urgent_calls
from shouwen.apps.tickets.access import find
from shouwen.apps.tickets.actions.urgent import promise_at
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.unit_moves import rooms
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.console.frame.narrowed import address, hospital_asked, hospitals_to_choose
from shouwen.console.frame.sheet import Sheet, Words, carry_out, typed
from shouwen.console.urgent.forms import AcceptForm, AskForm, QuotedAskForm, ReasonForm
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.faces.urgent import units_words
from shouwen.ui.time_words import when_words


@reads
def listed(visit: Visit) -> HttpResponse:
    """What is open, and what is done."""
    view, hospital = view_of(visit), hospital_asked(visit)
    after = visit.GET.get("after", "")
    found = urgent_calls.calls(visit.actor, view, after, hospital=hospital)
    here, kept = "console:urgent_calls", {"view": view.value, "hospital": hospital}
    return page(
        visit,
        "console/urgent_calls.html",
        view=view.value,
        tabs=[
            (each.value, address(here, view=each.value, hospital=hospital), each is view) for each in urgent_calls.View
        ],
        open_count=urgent_calls.open_count(visit.actor, hospital),
        hospitals=hospitals_to_choose(visit),
        hospital=hospital,
        rows=found.calls,
        export_url=address("console:urgent_calls_sheet", **kept),
        newer_url=address(here, **kept) if after else "",
        older_url=address(here, **kept, after=found.after) if found.after else "",
    )


def view_of(visit: Visit) -> urgent_calls.View:
    return urgent_calls.View.DONE if visit.GET.get("view") == "done" else urgent_calls.View.OPEN


@reads_and_acts
def ask(visit: Visit, number: str) -> HttpResponse:
    """By telephone: the real promise, and what it costs, stand above the button."""
    ticket = _mine(visit, number)
    left = sum(room.left for room in rooms(ticket))
    form = (AskForm if left else QuotedAskForm)(data=typed(visit))

    def do() -> object:
        by_quote = visit.POST.get("by_quote") == "on"
        return actions.ask_urgent(visit.actor, number, visit.POST.get("words", ""), at=visit.now, by_quote=by_quote)

    promise = _("Promise to the caller: somebody is there by %(due)s.") % {"due": when_words(promise_at(visit.now))}
    words = (_("Urgent response"), _("Ask for it"), f"{promise} {units_words(left)}")
    return _sheet(visit, ticket, words, form, do, _("Asked for; now it is assessed."))


@reads_and_acts
def accept(visit: Visit, number: str) -> HttpResponse:
    ticket = _mine(visit, number)
    left = sum(room.left for room in rooms(ticket))

    def do() -> object:
        return actions.accept_urgent(visit.actor, number, visit.POST.get("words", ""), at=visit.now)

    note = _("A unit is reserved now and used when somebody arrives in time; too late, it comes back by itself.")
    words = (_("Accept the urgent response"), _("Accept and promise"), f"{note} {units_words(left)}")
    return _sheet(visit, ticket, words, AcceptForm(data=typed(visit)), do, _("Promised. Send somebody now."))


@reads_and_acts
def decline(visit: Visit, number: str) -> HttpResponse:
    ticket = _mine(visit, number)

    def do() -> object:
        return actions.decline_urgent(visit.actor, number, visit.POST.get("words", ""), at=visit.now)

    words = (_("Decline the urgent response"), _("Decline"), _("No unit is taken."))
    return _sheet(visit, ticket, words, ReasonForm(data=typed(visit)), do, _("Declined."))


@reads_and_acts
def end(visit: Visit, number: str) -> HttpResponse:
    ticket = _mine(visit, number)

    def do() -> object:
        return actions.end_urgent(visit.actor, number, visit.POST.get("words", ""), at=visit.now)

    words = (_("Cancel the urgent response"), _("Cancel it"), _("A unit that was reserved comes back."))
    return _sheet(visit, ticket, words, ReasonForm(data=typed(visit)), do, _("Cancelled."))


def _mine(visit: Visit, number: str) -> Ticket:
    ticket = find(visit.actor, number)
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="urgent")
    return ticket


def _sheet(
    visit: Visit,
    ticket: Ticket,
    words: tuple[Words, Words, Words],
    form: forms.Form,
    do: Callable[[], object],
    done: Words,
) -> HttpResponse:
    title, send, note = words
    around = Sheet("urgent", title, send, reverse("console:card", args=[ticket.number]), ticket.number, note)
    return carry_out(visit, around, form, do, done=done)
