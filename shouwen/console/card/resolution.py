"""Restored, resolved."""

from django.http import HttpResponse

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.console.card.page import carry_out
from shouwen.console.frame.guard import acts
from shouwen.policy.lifecycle import Act
from shouwen.ui.door import Visit


@acts
def restore(visit: Visit, number: str) -> HttpResponse:
    return carry_out(visit, number, Act.RESTORE, lambda: actions.restore(visit.actor, number, at=visit.now))


@acts
def resolve(visit: Visit, number: str) -> HttpResponse:
    done = Remedy(
        cause=visit.POST.get("cause", ""),
        finding=visit.POST.get("finding", ""),
        remedy=visit.POST.get("remedy", ""),
        prevention=visit.POST.get("prevention", ""),
        is_workaround=visit.POST.get("is_workaround") == "on",
    )
    return carry_out(visit, number, Act.RESOLVE, lambda: actions.resolve(visit.actor, number, done, at=visit.now))
