"""The card's page, whole or as a piece beside the queue."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.shortcuts import redirect

from shouwen.apps.installations.queries import modules
from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.tickets import queries
from shouwen.console.frame.guard import page, reads
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.ui.door import Visit, answer, status_of
from shouwen.ui.submission import new_submission


@reads
def card(visit: Visit, number: str) -> HttpResponse:
    """The card; to htmx only its body."""
    return show(visit, number)


@reads
def printed(visit: Visit, number: str) -> HttpResponse:
    """The card on paper, A4."""
    return page(visit, "console/print.html", card=queries.card(visit.actor, number, visit.now))


def show(
    visit: Visit, number: str, *, opened: str = "", form: Mapping[str, str] | None = None, refused: Refused | None = None
) -> HttpResponse:
    """The card with one form open, keeping what was typed, and saying at which field the act was refused."""
    found = queries.card(visit.actor, number, visit.now)
    return page(
        visit,
        "console/card_body.html" if visit.htmx and not visit.htmx.boosted else "console/card.html",
        status=status_of(refused) if refused else 200,
        card=found,
        modules=modules(),
        colleagues=qualified_staff() if Role.DIRECTOR in visit.actor.roles else [],
        opened=opened,
        form=form or {},
        refused=refused,
        submission=new_submission(),
    )


def carry_out(visit: Visit, number: str, opened: str, act: Callable[[], object]) -> HttpResponse:
    """Do one act, then show the card; a refusal shows it too, with the form as it was typed."""
    try:
        act()
    except Refused as refused:
        if refused.code == "absent" and "field" not in refused.facts:
            return answer(visit, refused)
        return show(visit, number, opened=opened, form=visit.POST.dict(), refused=refused)
    return redirect("console:card", number)
