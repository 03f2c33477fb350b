"""Urgent responses of a hospital: what is left, what was asked for, and asking for one."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.agreements.book import lines_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.tickets import actions, urgent_calls
from shouwen.apps.tickets.access import find
from shouwen.apps.tickets.actions.urgent import may_ask, promise_at
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import day_of
from shouwen.apps.tickets.unit_moves import rooms
from shouwen.apps.tickets.urgent_units import used_of
from shouwen.policy.refusal import Refused
from shouwen.portal.frame.guard import acts, page, reads, reads_and_acts, who
from shouwen.portal.urgent.forms import AskForm, EndForm, QuotedAskForm
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.agreement import what_of, where_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.refusal_words import refusal_words


@reads
def units(visit: Visit) -> HttpResponse:
    """Units left, what was asked for, and the open requests for which it might be."""
    contact = _head(visit)
    lines = lines_of(contact.hospital_id)
    live, done = urgent_calls.newest(visit.actor)
    counted = used_of(lines, day_of(visit.now))
    return page(
        visit,
        "portal/urgent.html",
        contact,
        lines=[(what_of(line), where_of(line), counted[line.pk]) for line in lines if line.pk in counted],
        promise=promise_at(visit.now),
        calls=live,
        past=done,
        cards=urgent_calls.cards_to_choose(visit.actor),
    )


@reads_and_acts
def ask(visit: Visit, number: str) -> HttpResponse:
    """For one request: what is left and what is promised are told before it is sent."""
    _head(visit)
    ticket = find(visit.actor, number)
    left = sum(room.left for room in rooms(ticket))
    form = (AskForm if left else QuotedAskForm)(data=visit.POST if visit.method == "POST" else None)
    if visit.method != "POST":
        return _show(visit, ticket, left, form)
    words, by_quote = visit.POST.get("words", ""), visit.POST.get("by_quote") == "on"
    try:
        actions.ask_urgent(visit.actor, number, words, at=visit.now, by_quote=by_quote)
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, ticket, left, refuse(form, refused), status_of(refused))
    messages.success(visit, _("Asked for. You are told as soon as somebody has assessed it."))
    return redirect("portal:ticket", number)


@acts
def end(visit: Visit, number: str) -> HttpResponse:
    """Take it back before anybody has arrived."""
    _head(visit)
    ticket = find(visit.actor, number)
    try:
        actions.end_urgent(visit.actor, number, visit.POST.get("words", ""), at=visit.now)
    except Refused as refused:
        if of_the_person(refused):
            raise
        form = refuse(EndForm(data=visit.POST), refused)
        return _show(visit, ticket, 0, form, status_of(refused))
    messages.success(visit, _("Taken back; the unit does not count."))
    return redirect("portal:ticket", number)


def _show(visit: Visit, ticket: Ticket, left: int, form: forms.Form, status: int = 200) -> HttpResponse:
    live = urgent_calls.live_of(visit.actor, ticket)
    refused = urgent_calls.why_not(ticket)
    return page(
        visit,
        "portal/urgent_ask.html",
        who(visit),
        status=status,
        ticket=ticket,
        left=left,
        promise=promise_at(visit.now),
        call=live,
        why_not=refusal_words(refused) if refused else "",
        form=form if not isinstance(form, EndForm) and (live is None or form.is_bound) else None,
        end_form=form if isinstance(form, EndForm) else EndForm() if live is not None else None,
    )


def _head(visit: Visit) -> Contact:
    """Units are the hospital's: its head of IT asks for them."""
    contact = who(visit)
    if not may_ask(visit.actor):
        raise Refused("not_your_role", act="ask_urgent")
    return contact
