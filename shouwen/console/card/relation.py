"""Cards that belong together, and the other ways in which a card ends."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from shouwen.apps.tickets import actions
from shouwen.console.card.page import carry_out, show
from shouwen.console.frame.guard import acts
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, status_of
from shouwen.ui.refusal_words import refusal_words
from shouwen.ui.submission import submission_of


@acts
def merge(visit: Visit, number: str) -> HttpResponse:
    into = visit.POST.get("into", "")
    return carry_out(visit, number, Act.MERGE, lambda: actions.merge(visit.actor, number, into, at=visit.now))


@acts
def link(visit: Visit, number: str) -> HttpResponse:
    into, kind = visit.POST.get("into", ""), visit.POST.get("kind", "")
    return carry_out(visit, number, Act.LINK, lambda: actions.link(visit.actor, number, into, kind, at=visit.now))


@acts
def unlink(visit: Visit, number: str) -> HttpResponse:
    actions.unlink(visit.actor, number, visit.POST.get("into", ""), at=visit.now)
    return redirect("console:card", number)


@acts
def split(visit: Visit, number: str) -> HttpResponse:
    return carry_out(
        visit,
        number,
        Act.SPLIT,
        lambda: actions.split(
            visit.actor, number, visit.POST.get("text", ""), at=visit.now, submission=submission_of(visit.POST)
        ),
    )


@acts
def declare_major(visit: Visit, number: str) -> HttpResponse:
    return carry_out(visit, number, Act.DECLARE_MAJOR, lambda: actions.declare_major(visit.actor, number, at=visit.now))


@acts
def announce(visit: Visit, number: str) -> HttpResponse:
    text = visit.POST.get("text", "")
    try:
        heard = actions.announce(visit.actor, number, text, at=visit.now, submission=submission_of(visit.POST))
    except Refused as refused:
        if refused.facts.get("field") != "text":
            raise
        messages.error(visit, refusal_words(refused))
        return show(visit, number, typed={"announce": text}, status=status_of(refused))
    messages.success(visit, ngettext("%(n)s card has heard it.", "%(n)s cards have heard it.", heard) % {"n": heard})
    return redirect("console:card", number)


@acts
def cancel(visit: Visit, number: str) -> HttpResponse:
    outcome, words = visit.POST.get("outcome", ""), visit.POST.get("words", "")
    return carry_out(
        visit, number, Act.CANCEL, lambda: actions.cancel(visit.actor, number, outcome, words, at=visit.now)
    )


@acts
def withdraw(visit: Visit, number: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    return carry_out(visit, number, Act.WITHDRAW, lambda: actions.withdraw(visit.actor, number, words, at=visit.now))
