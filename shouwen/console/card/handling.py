"""Handling: take a card that nobody handles; call it by a better name."""

from django.http import HttpResponse

from shouwen.apps.tickets import actions
from shouwen.console.card.page import carry_out
from shouwen.console.frame.guard import acts
from shouwen.policy.lifecycle import Act
from shouwen.ui.door import Visit


@acts
def take(visit: Visit, number: str) -> HttpResponse:
    return carry_out(visit, number, Act.TAKE, lambda: actions.take(visit.actor, number, at=visit.now))


@acts
def retitle(visit: Visit, number: str) -> HttpResponse:
    title = visit.POST.get("title", "")
    return carry_out(visit, number, Act.RETITLE, lambda: actions.retitle(visit.actor, number, title, at=visit.now))
