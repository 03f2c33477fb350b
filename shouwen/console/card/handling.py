"""Handling: take a card that nobody handles."""

from django.http import HttpResponse

from shouwen.apps.tickets import actions
from shouwen.console.card.page import carry_out
from shouwen.console.frame.guard import acts
from shouwen.policy.lifecycle import Act
from shouwen.ui.door import Visit


@acts
def take(visit: Visit, number: str) -> HttpResponse:
    return carry_out(visit, number, Act.TAKE, lambda: actions.take(visit.actor, number, at=visit.now))
