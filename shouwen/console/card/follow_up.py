"""The first contact's word, his substitute, reopening and closing."""

from django.http import HttpResponse

from shouwen.apps.tickets import actions
from shouwen.console.card.page import carry_out
from shouwen.console.frame.guard import acts
from shouwen.policy.lifecycle import Act
from shouwen.ui.door import Visit
from shouwen.ui.fields import number_of


@acts
def follow_up(visit: Visit, number: str) -> HttpResponse:
    result, words, method = (visit.POST.get(name, "") for name in ("result", "words", "method"))
    return carry_out(
        visit,
        number,
        Act.FOLLOW_UP,
        lambda: actions.follow_up(visit.actor, number, result, words, method, at=visit.now),
    )


@acts
def substitute(visit: Visit, number: str) -> HttpResponse:
    return carry_out(
        visit,
        number,
        Act.SUBSTITUTE,
        lambda: actions.substitute(
            visit.actor,
            number,
            number_of(visit.POST, "substitute") or 0,
            visit.POST.get("reason", ""),
            at=visit.now,
        ),
    )


@acts
def reopen(visit: Visit, number: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    return carry_out(visit, number, Act.REOPEN, lambda: actions.reopen(visit.actor, number, words, at=visit.now))


@acts
def close(visit: Visit, number: str) -> HttpResponse:
    return carry_out(visit, number, Act.CLOSE, lambda: actions.close(visit.actor, number, at=visit.now))
