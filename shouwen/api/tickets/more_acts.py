"""Acts on a card that are rarer: offers taken back, disputes, journeys, endings, and other people's words."""

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.operations import acts
from shouwen.api.frame.wire import nothing_said
from shouwen.api.tickets import said as words
from shouwen.api.tickets import shown
from shouwen.api.tickets.acts import router
from shouwen.api.tickets.doing import CARD, done
from shouwen.apps.tickets import actions

# One address, two methods: so these stand on the router of the others.
__all__ = ["router"]


@router.delete(CARD + "/offers", **acts(shown.Card), summary="Take an offer back")
def withdraw_offer(request: Call, number: str) -> shown.Card:
    """Before it is answered; by who made it."""
    nothing_said(request)
    return done(request, number, lambda: actions.withdraw_offer(request.actor, number, at=request.now))


@router.post(CARD + "/dispute", **acts(shown.Card), summary="Dispute the grade")
def dispute(request: Call, number: str, said: words.Words) -> shown.Card:
    """The hospital holds it to be graver; one open dispute at a time."""
    return done(request, number, lambda: actions.dispute(request.actor, number, said.words, at=request.now))


@router.post(CARD + "/dispute/answer", **acts(shown.Card), summary="Answer a dispute")
def settle(request: Call, number: str, said: words.Settlement) -> shown.Card:
    """By who answers for the card. When it is upheld, classify the card anew."""
    upheld = "yes" if said.upheld else "no"
    return done(request, number, lambda: actions.settle(request.actor, number, upheld, said.answer, at=request.now))


@router.post(CARD + "/journeys", **acts(shown.Card), summary="Send somebody")
def dispatch(request: Call, number: str, said: words.Journey) -> shown.Card:
    """The arrival clock starts; one journey at a time."""
    return done(
        request, number, lambda: actions.dispatch(request.actor, number, said.engineer, said.reason, at=request.now)
    )


@router.post(CARD + "/journeys/arrival", **acts(shown.Card), summary="Arrived")
def arrive(request: Call, number: str) -> shown.Card:
    """Somebody is there: the arrival clock stops."""
    nothing_said(request)
    return done(request, number, lambda: actions.arrive(request.actor, number, at=request.now))


@router.post(CARD + "/substitution", **acts(shown.Card), summary="Name a substitute")
def substitute(request: Call, number: str, said: words.Substitution) -> shown.Card:
    """By the director: another answers in the first contact's place, whose name stays."""
    return done(
        request,
        number,
        lambda: actions.substitute(request.actor, number, said.substitute, said.reason, at=request.now),
    )


@router.post(CARD + "/withdrawal", **acts(shown.Card), summary="Withdraw the request")
def withdraw(request: Call, number: str, said: words.Words) -> shown.Card:
    """The hospital takes it back; it stands outside the rates."""
    return done(request, number, lambda: actions.withdraw(request.actor, number, said.words, at=request.now))


@router.post(CARD + "/cancellation", **acts(shown.Card), summary="Cancel")
def cancel(request: Call, number: str, said: words.Cancellation) -> shown.Card:
    """It was no request to us; it stands outside the rates."""
    return done(
        request, number, lambda: actions.cancel(request.actor, number, said.outcome, said.words, at=request.now)
    )


@router.post(CARD + "/identification", **acts(shown.Card), summary="Name the hospital")
def identify(request: Call, number: str, said: words.Identification) -> shown.Card:
    """Of a card that was taken in while nobody knew it."""
    identity = actions.Identity(
        hospital_id=said.hospital,
        reason=said.reason,
        campus_id=said.campus,
        department_id=said.department,
        contact_id=said.contact,
        module_id=said.module,
    )
    return done(request, number, lambda: actions.identify(request.actor, number, identity, at=request.now))


@router.post(CARD + "/title", **acts(shown.Card), summary="Give it another title")
def retitle(request: Call, number: str, said: words.Title) -> shown.Card:
    """What it was called before stays on record, and finds it."""
    return done(request, number, lambda: actions.retitle(request.actor, number, said.title, at=request.now))


@router.post(CARD + "/archive/revisions", **acts(shown.Card, keyed=True), summary="Revise the archived record")
def revise(request: Call, number: str, said: words.Words) -> shown.Card:
    """A word is added; what stood there stays."""
    return done(request, number, lambda: actions.revise(request.actor, number, said.words, at=request.now))
