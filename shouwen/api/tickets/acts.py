"""Every act on a card, as a noun: POST does, DELETE undoes. Each answers with the card as it stands then."""

from typing import Any

from ninja import Router
from ninja.responses import Status

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once, once
from shouwen.api.frame.operations import acts, body_of
from shouwen.api.frame.parcel import parcel_of
from shouwen.api.frame.wire import nothing_said, only
from shouwen.api.tickets import faces, shown
from shouwen.api.tickets import said as words
from shouwen.api.tickets.doing import CARD, done
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.policy.originals import Shows

router = Router(tags=["acts"])


@router.post(CARD + "/replies", **acts(shown.Card, 201, keyed=True, extra=body_of(words.Message)), summary="Reply")
def reply(request: Call, number: str) -> Any:
    """Both sides read it. A qualified person's first reply is the response. With files as multipart/form-data."""
    only(request)
    parcel = parcel_of(request)
    said = words.Message.model_validate(parcel.document)
    once(
        request,
        lambda key: actions.reply(
            request.actor,
            number,
            said.text,
            at=request.now,
            submission=key,
            uploads=parcel.files,
            shows_patient=Shows.of(said.shows_patient),
        ),
        parcel.stamp,
    )
    return Status(201, faces.card(request, number))


@router.post(
    CARD + "/notes", **acts(shown.Card, 201, keyed=True, extra=body_of(words.Message)), summary="Note among ourselves"
)
def note(request: Call, number: str) -> Any:
    """The hospital does not see it. With files as multipart/form-data."""
    only(request)
    parcel = parcel_of(request)
    said = words.Message.model_validate(parcel.document)
    once(
        request,
        lambda key: actions.note(
            request.actor,
            number,
            said.text,
            at=request.now,
            submission=key,
            uploads=parcel.files,
            shows_patient=Shows.of(said.shows_patient),
        ),
        parcel.stamp,
    )
    return Status(201, faces.card(request, number))


@router.post(CARD + "/handling", **acts(shown.Card), summary="Take")
def take(request: Call, number: str) -> shown.Card:
    """Take a card that nobody handles, or one that climbed to your level."""
    nothing_said(request)
    return done(request, number, lambda: actions.take(request.actor, number, at=request.now))


@router.post(CARD + "/classification", **acts(shown.Card), summary="Classify")
def classify(request: Call, number: str, said: words.Classification) -> shown.Card:
    """Grade, service and cause; deadlines and charge are worked out again, past breaches stay."""
    wanted = Classification(
        kind=said.kind,
        impact=said.impact,
        urgency=said.urgency,
        service=said.service,
        cause=said.cause,
        module_id=said.module,
        reason=said.reason,
    )
    return done(request, number, lambda: actions.classify(request.actor, number, wanted, at=request.now))


@router.post(CARD + "/hold", **acts(shown.Card), summary="Hold")
def hold(request: Call, number: str, said: words.Holding) -> shown.Card:
    """The resolution clock stands still; the hospital reads why."""
    return done(request, number, lambda: actions.hold(request.actor, number, said.reason, said.words, at=request.now))


@router.delete(CARD + "/hold", **acts(shown.Card), summary="Resume")
def resume(request: Call, number: str) -> shown.Card:
    """The resolution clock runs on."""
    nothing_said(request)
    return done(request, number, lambda: actions.resume(request.actor, number, at=request.now))


@router.post(CARD + "/restoration", **acts(shown.Card), summary="Restored")
def restore(request: Call, number: str) -> shown.Card:
    """The hospital can work again; of grades 1 and 2 this stops the resolution clock."""
    nothing_said(request)
    return done(request, number, lambda: actions.restore(request.actor, number, at=request.now))


@router.post(CARD + "/resolution", **acts(shown.Card), summary="Resolve")
def resolve(request: Call, number: str, said: words.Resolution) -> shown.Card:
    """With cause and remedy; a new verdict is given."""
    remedy = Remedy(said.cause, said.finding, said.remedy, said.prevention, said.is_workaround)
    return done(request, number, lambda: actions.resolve(request.actor, number, remedy, at=request.now))


@router.delete(CARD + "/resolution", **acts(shown.Card), summary="Reopen")
def reopen(request: Call, number: str, said: words.Words) -> shown.Card:
    """It is not solved: the resolution clock runs on."""
    return done(request, number, lambda: actions.reopen(request.actor, number, said.words, at=request.now))


@router.post(CARD + "/follow-ups", **acts(shown.Card), summary="Follow up")
def follow_up(request: Call, number: str, said: words.FollowUp) -> shown.Card:
    """The first contact's word with the hospital. `not_solved` reopens the card."""
    return done(
        request,
        number,
        lambda: actions.follow_up(request.actor, number, said.result, said.words, said.method, at=request.now),
    )


@router.post(CARD + "/closure", **acts(shown.Card), summary="Close")
def close(request: Call, number: str) -> shown.Card:
    """After the first contact's word, or the hospital's own yes."""
    nothing_said(request)
    return done(request, number, lambda: actions.close(request.actor, number, at=request.now))


@router.post(CARD + "/chases", **acts(shown.Card), summary="Chase")
def chase(request: Call, number: str, said: words.SomeWords) -> shown.Card:
    """Press for an answer; one at a time."""
    return done(request, number, lambda: actions.chase(request.actor, number, said.words, at=request.now))


@router.post(CARD + "/rating", **acts(shown.Card), summary="Rate")
def rate(request: Call, number: str, said: words.Rating) -> shown.Card:
    """The hospital's satisfaction, once."""
    return done(
        request, number, lambda: actions.rate(request.actor, number, str(said.score), said.words, at=request.now)
    )


@router.post(CARD + "/confirmation", **acts(shown.Card), summary="Confirm the solution")
def confirm(request: Call, number: str) -> shown.Card:
    """The hospital says that it is solved."""
    nothing_said(request)
    return done(request, number, lambda: actions.confirm(request.actor, number, at=request.now))


@router.post(CARD + "/offers", **acts(shown.Card), summary="Offer handling")
def offer(request: Call, number: str, said: words.Offer) -> shown.Card:
    """You stay the handler until it is accepted."""
    return done(
        request, number, lambda: actions.offer(request.actor, number, said.receiver, said.reason, at=request.now)
    )


@router.post(CARD + "/offers/acceptance", **acts(shown.Card), summary="Accept an offer")
def accept(request: Call, number: str) -> shown.Card:
    """What was offered to you is in your hands."""
    nothing_said(request)
    return done(request, number, lambda: actions.accept(request.actor, number, at=request.now))


@router.post(CARD + "/offers/refusal", **acts(None, 204), summary="Refuse an offer")
def decline(request: Call, number: str, said: words.Words) -> Any:
    """Given back, with the reason. You may not see the card any more, so nothing is answered."""
    only(request)
    at_most_once(request, lambda: actions.decline(request.actor, number, said.words, at=request.now))
    return Status(204, None)
