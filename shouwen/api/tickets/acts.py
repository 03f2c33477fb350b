"""Every act on a card, as a noun: POST does, DELETE undoes. Each answers with the card as it stands then."""

from typing import Any

from ninja import Router
from ninja.responses import Status

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import once
from shouwen.api.frame.operations import acts
from shouwen.api.frame.wire import nothing_said, only
from shouwen.api.tickets import faces, shown
from shouwen.api.tickets import said as words
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy

router = Router(tags=["acts"])
CARD = "/tickets/{slug:number}"


@router.post(CARD + "/replies", **acts(shown.Card, 201, keyed=True), summary="Reply")
def reply(request: Call, number: str, said: words.Text) -> Any:
    """Both sides read it. A qualified person's first reply is the response."""
    only(request)
    once(request, lambda key: actions.reply(request.actor, number, said.text, at=request.now, submission=key))
    return Status(201, faces.card(request, number))


@router.post(CARD + "/notes", **acts(shown.Card, 201, keyed=True), summary="Note among ourselves")
def note(request: Call, number: str, said: words.Text) -> Any:
    """The hospital does not see it."""
    only(request)
    once(request, lambda key: actions.note(request.actor, number, said.text, at=request.now, submission=key))
    return Status(201, faces.card(request, number))


@router.post(CARD + "/handling", **acts(shown.Card), summary="Take")
def take(request: Call, number: str) -> shown.Card:
    """Take a card that nobody handles, or one that climbed to your level."""
    only(request)
    nothing_said(request)
    actions.take(request.actor, number, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/classification", **acts(shown.Card), summary="Classify")
def classify(request: Call, number: str, said: words.Classification) -> shown.Card:
    """Grade, service and cause; deadlines and charge are worked out again, past breaches stay."""
    only(request)
    wanted = Classification(
        kind=said.kind,
        impact=said.impact,
        urgency=said.urgency,
        service=said.service,
        cause=said.cause,
        module_id=said.module,
        reason=said.reason,
    )
    actions.classify(request.actor, number, wanted, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/hold", **acts(shown.Card), summary="Hold")
def hold(request: Call, number: str, said: words.Hold) -> shown.Card:
    """The resolution clock stands still; the hospital reads why."""
    only(request)
    actions.hold(request.actor, number, said.reason, said.words, at=request.now)
    return faces.card(request, number)


@router.delete(CARD + "/hold", **acts(shown.Card), summary="Resume")
def resume(request: Call, number: str) -> shown.Card:
    """The resolution clock runs on."""
    only(request)
    nothing_said(request)
    actions.resume(request.actor, number, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/restoration", **acts(shown.Card), summary="Restored")
def restore(request: Call, number: str) -> shown.Card:
    """The hospital can work again; of grades 1 and 2 this stops the resolution clock."""
    only(request)
    nothing_said(request)
    actions.restore(request.actor, number, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/resolution", **acts(shown.Card), summary="Resolve")
def resolve(request: Call, number: str, said: words.Resolution) -> shown.Card:
    """With cause and remedy; a new verdict is given."""
    only(request)
    done = Remedy(said.cause, said.finding, said.remedy, said.prevention, said.is_workaround)
    actions.resolve(request.actor, number, done, at=request.now)
    return faces.card(request, number)


@router.delete(CARD + "/resolution", **acts(shown.Card), summary="Reopen")
def reopen(request: Call, number: str, said: words.Words) -> shown.Card:
    """It is not solved: the resolution clock runs on."""
    only(request)
    actions.reopen(request.actor, number, said.words, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/follow-ups", **acts(shown.Card), summary="Follow up")
def follow_up(request: Call, number: str, said: words.FollowUp) -> shown.Card:
    """The first contact's word with the hospital. `not_solved` reopens the card."""
    only(request)
    actions.follow_up(request.actor, number, said.result, said.words, said.method, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/closure", **acts(shown.Card), summary="Close")
def close(request: Call, number: str) -> shown.Card:
    """After the first contact's word, or the hospital's own yes."""
    only(request)
    nothing_said(request)
    actions.close(request.actor, number, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/chases", **acts(shown.Card), summary="Chase")
def chase(request: Call, number: str, said: words.SomeWords) -> shown.Card:
    """Press for an answer; one at a time."""
    only(request)
    actions.chase(request.actor, number, said.words, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/rating", **acts(shown.Card), summary="Rate")
def rate(request: Call, number: str, said: words.Rating) -> shown.Card:
    """The hospital's satisfaction, once."""
    only(request)
    actions.rate(request.actor, number, str(said.score), said.words, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/confirmation", **acts(shown.Card), summary="Confirm the solution")
def confirm(request: Call, number: str) -> shown.Card:
    """The hospital says that it is solved."""
    only(request)
    nothing_said(request)
    actions.confirm(request.actor, number, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/offers", **acts(shown.Card), summary="Offer handling")
def offer(request: Call, number: str, said: words.Offer) -> shown.Card:
    """You stay the handler until it is accepted."""
    only(request)
    actions.offer(request.actor, number, said.receiver, said.reason, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/offers/acceptance", **acts(shown.Card), summary="Accept an offer")
def accept(request: Call, number: str) -> shown.Card:
    """What was offered to you is in your hands."""
    only(request)
    nothing_said(request)
    actions.accept(request.actor, number, at=request.now)
    return faces.card(request, number)


@router.post(CARD + "/offers/refusal", **acts(None, 204), summary="Refuse an offer")
def decline(request: Call, number: str, said: words.Words) -> Any:
    """Given back, with the reason. You may not see the card any more, so nothing is answered."""
    only(request)
    actions.decline(request.actor, number, said.words, at=request.now)
    return Status(204, None)
