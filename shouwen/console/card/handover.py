"""Offers and their answers, chases, disputes, and journeys."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.tickets import actions
from shouwen.console.card.page import carry_out, show
from shouwen.console.frame.guard import acts
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, status_of
from shouwen.ui.fields import number_of
from shouwen.ui.refusal_words import refusal_words


@acts
def offer(visit: Visit, number: str) -> HttpResponse:
    def act() -> object:
        receiver = number_of(visit.POST, "receiver") or 0
        return actions.offer(visit.actor, number, receiver, visit.POST.get("reason", ""), at=visit.now)

    return carry_out(visit, number, Act.OFFER, act)


@acts
def accept(visit: Visit, number: str) -> HttpResponse:
    actions.accept(visit.actor, number, at=visit.now)
    messages.success(visit, _("You handle it now."))
    return redirect("console:card", number)


@acts
def decline(visit: Visit, number: str) -> HttpResponse:
    try:
        actions.decline(visit.actor, number, visit.POST.get("words", ""), at=visit.now)
    except Refused as refused:
        if refused.facts.get("field") != "words":
            raise
        messages.error(visit, refusal_words(refused))
        return show(visit, number, typed={"decline": visit.POST.get("words", "")}, status=status_of(refused))
    messages.success(visit, _("Given back, with your reason."))
    return redirect(reverse("console:queue"))


@acts
def withdraw_offer(visit: Visit, number: str) -> HttpResponse:
    actions.withdraw_offer(visit.actor, number, at=visit.now)
    messages.success(visit, _("The offer is taken back."))
    return redirect("console:card", number)


@acts
def chase(visit: Visit, number: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    return carry_out(visit, number, Act.CHASE, lambda: actions.chase(visit.actor, number, words, at=visit.now))


@acts
def settle(visit: Visit, number: str) -> HttpResponse:
    upheld, words = visit.POST.get("upheld", ""), visit.POST.get("answer", "")
    return carry_out(
        visit, number, Act.SETTLE, lambda: actions.settle(visit.actor, number, upheld, words, at=visit.now)
    )


@acts
def dispatch(visit: Visit, number: str) -> HttpResponse:
    def act() -> object:
        engineer = number_of(visit.POST, "engineer") or 0
        return actions.dispatch(visit.actor, number, engineer, visit.POST.get("reason", ""), at=visit.now)

    return carry_out(visit, number, Act.DISPATCH, act)


@acts
def arrive(visit: Visit, number: str) -> HttpResponse:
    return carry_out(visit, number, Act.ARRIVE, lambda: actions.arrive(visit.actor, number, at=visit.now))
