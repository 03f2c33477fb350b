"""Urgent responses and rulings on the cause."""

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.operations import acts
from shouwen.api.tickets import said as words
from shouwen.api.tickets import shown
from shouwen.api.tickets.doing import CARD, done
from shouwen.api.tickets.more_acts import router
from shouwen.apps.tickets import actions

# Acts on a card: they stand on the router of the others.
__all__ = ["router"]


@router.post(CARD + "/urgent", **acts(shown.Card), summary="Ask for an urgent response")
def ask_urgent(request: Call, number: str, said: words.UrgentAsk) -> shown.Card:
    """Somebody is to be there today: by the hospital's head of IT, or by staff when it was told on the telephone."""
    return done(
        request,
        number,
        lambda: actions.ask_urgent(request.actor, number, said.words, at=request.now, by_quote=said.by_quote),
    )


@router.delete(CARD + "/urgent", **acts(shown.Card), summary="Take an urgent response back")
def end_urgent(request: Call, number: str, said: words.Words) -> shown.Card:
    """Before anybody has arrived; a unit that was reserved comes back."""
    return done(request, number, lambda: actions.end_urgent(request.actor, number, said.words, at=request.now))


@router.post(CARD + "/urgent/acceptance", **acts(shown.Card), summary="Accept an urgent response")
def accept_urgent(request: Call, number: str, said: words.SomeWords) -> shown.Card:
    """A unit is reserved; when none is left, `urgent.quote_needed`."""
    return done(request, number, lambda: actions.accept_urgent(request.actor, number, said.words, at=request.now))


@router.post(CARD + "/urgent/refusal", **acts(shown.Card), summary="Decline an urgent response")
def decline_urgent(request: Call, number: str, said: words.Words) -> shown.Card:
    """With the reason that the hospital reads; no unit is taken."""
    return done(request, number, lambda: actions.decline_urgent(request.actor, number, said.words, at=request.now))


@router.post(CARD + "/ruling", **acts(shown.Card), summary="Propose a cause")
def propose_ruling(request: Call, number: str, said: words.Proposal) -> shown.Card:
    """With evidence, for development to rule on; nothing waits for it."""
    evidence = actions.Evidence(said.reproduction, said.clause, said.version)
    return done(
        request,
        number,
        lambda: actions.propose_ruling(request.actor, number, said.cause, evidence, said.words, at=request.now),
    )


@router.delete(CARD + "/ruling", **acts(shown.Card), summary="Take a proposed cause back")
def withdraw_ruling(request: Call, number: str, said: words.Words) -> shown.Card:
    """Before development has decided."""
    return done(request, number, lambda: actions.withdraw_ruling(request.actor, number, said.words, at=request.now))


@router.post(CARD + "/ruling/decision", **acts(shown.Card), summary="Rule on the cause")
def decide_ruling(request: Call, number: str, said: words.Decision) -> shown.Card:
    """By a developer who has not proposed it. A new verdict is given."""
    return done(
        request, number, lambda: actions.decide_ruling(request.actor, number, said.cause, said.words, at=request.now)
    )


@router.post(CARD + "/ruling/appeal", **acts(shown.Card), summary="Appeal against a ruling")
def appeal_ruling(request: Call, number: str, said: words.Words) -> shown.Card:
    """By the hospital's head of IT, in time."""
    return done(request, number, lambda: actions.appeal_ruling(request.actor, number, said.words, at=request.now))


@router.post(CARD + "/ruling/final", **acts(shown.Card), summary="Rule finally")
def finalise_ruling(request: Call, number: str, said: words.Decision) -> shown.Card:
    """By the service director; the last word."""
    return done(
        request, number, lambda: actions.finalise_ruling(request.actor, number, said.cause, said.words, at=request.now)
    )
