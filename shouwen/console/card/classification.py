"""Classification of a card."""

from django.http import HttpResponse

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.console.card.page import carry_out
from shouwen.console.frame.guard import acts
from shouwen.policy.lifecycle import Act
from shouwen.ui.door import Visit
from shouwen.ui.fields import number_of


@acts
def classify(visit: Visit, number: str) -> HttpResponse:
    def act() -> object:
        wanted = Classification(
            kind=visit.POST.get("kind", ""),
            impact=visit.POST.get("impact", ""),
            urgency=visit.POST.get("urgency", ""),
            service=visit.POST.get("service", ""),
            cause=visit.POST.get("cause", ""),
            module_id=number_of(visit.POST, "module"),
            reason=visit.POST.get("reason", ""),
        )
        return actions.classify(visit.actor, number, wanted, at=visit.now)

    return carry_out(visit, number, Act.CLASSIFY, act)
