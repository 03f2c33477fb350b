"""挂起 and its end."""

from django.http import HttpResponse

from shouwen.apps.tickets import actions
from shouwen.console.card.page import carry_out
from shouwen.console.frame.guard import acts
from shouwen.policy.lifecycle import Act
from shouwen.ui.door import Visit


@acts
def hold(visit: Visit, number: str) -> HttpResponse:
    reason, words = visit.POST.get("reason", ""), visit.POST.get("words", "")
    return carry_out(visit, number, Act.HOLD, lambda: actions.hold(visit.actor, number, reason, words, at=visit.now))


@acts
def resume(visit: Visit, number: str) -> HttpResponse:
    return carry_out(visit, number, Act.RESUME, lambda: actions.resume(visit.actor, number, at=visit.now))
