"""Faxes of a card: read, made, tried again, written down as sent by hand, called off."""

from collections.abc import Callable
from datetime import datetime

from ninja import Router
from pydantic import BaseModel, Field

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once, once
from shouwen.api.frame.operations import acts, reads
from shouwen.api.frame.wire import Body, Instant, example, one_of, only
from shouwen.apps.faxes import actions, queries
from shouwen.apps.tickets.access import find
from shouwen.policy.fax import SAID, Way
from shouwen.policy.refusal import Refused

router = Router(tags=["faxes"])
CARD = "/tickets/{number}/faxes"
FAX = "/faxes/{int:fax}"


class FaxTryOut(BaseModel):
    """`result`: waiting, delivered, busy, no_answer or failed; `by`: an account, null for the gateway."""

    at: datetime
    result: str
    told_at: datetime | None
    by: str | None


class FaxOutgoing(BaseModel):
    """`state`: delivered, called_off, to_print, queued, handed_over, busy, no_answer, failed, too_late, no_route."""

    id: int
    card: str
    number: str
    receiver: str
    text: str
    language: str
    way: str
    state: str
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    tries: list[FaxTryOut]


class FaxIncoming(BaseModel):
    """`pages` 0: not counted; `by` null: the gateway brought it."""

    id: int
    number: str
    pages: int
    received_at: datetime
    by: str | None


class Faxes(BaseModel):
    sent: list[FaxOutgoing]
    received: list[FaxIncoming]


class NewFax(Body):
    model_config = example({"number": "0755-8335 0000", "text": "请重启打印服务后再试。", "receiver": "王主任"})

    number: str = Field(max_length=32)
    text: str = Field(max_length=8000)
    receiver: str = Field("", max_length=64)
    language: str = one_of(["zh-hans", "en"], "zh-hans")
    way: str = one_of(Way, Way.HAND.value)


class FaxResult(Body):
    """What became of it when somebody sent it by hand."""

    model_config = example({"result": "delivered", "sent_at": "2026-03-03T10:20:00+08:00"})

    result: str = one_of(SAID)
    sent_at: Instant


@router.get(CARD, response=reads(Faxes), summary="Faxes of a card")
def faxes(request: Call, number: str) -> Faxes:
    """Those that go out, the newest first; those that came, the oldest first."""
    only(request)
    _staff(request)
    ticket = find(request.actor, number)
    received = [
        FaxIncoming(
            id=each.pk,
            number=each.number,
            pages=each.pages,
            received_at=each.received_at,
            by=each.by.username if each.by else None,
        )
        for each in queries.in_of_card(ticket)
    ]
    return Faxes(sent=[_face(each) for each in queries.out_of_card(request.actor, ticket)], received=received)


@router.post(CARD, **acts(FaxOutgoing, keyed=True), summary="Make a fax")
def make_fax(request: Call, number: str, said: NewFax) -> FaxOutgoing:
    """By the gateway it is on its way; by hand it waits to be printed. Arrived, it is a reply on the card."""
    only(request)
    _staff(request)
    wanted = actions.Wanted(said.number, said.text, said.receiver, said.language, said.way)
    made = once(request, lambda key: actions.make_fax(request.actor, number, wanted, at=request.now, submission=key))
    return _face(queries.standing(queries.find(request.actor, made.pk)))


@router.post(FAX + "/tries", **acts(FaxOutgoing, keyed=True), summary="Say what became of a fax sent by hand")
def note_fax_try(request: Call, fax: int, said: FaxResult) -> FaxOutgoing:
    """Arrived, it counts from now as a reply does."""
    only(request)
    _staff(request)
    result, sent, now = said.result, said.sent_at, request.now
    once(request, lambda key: actions.note_fax_try(request.actor, fax, result, sent, at=now, submission=key))
    return _face(queries.standing(queries.find(request.actor, fax)))


@router.post(FAX + "/retry", **acts(FaxOutgoing), summary="Send it by the gateway once more")
def send_fax_again(request: Call, fax: int) -> FaxOutgoing:
    """Once the last try is known to have failed."""
    return _done(request, fax, lambda: actions.send_fax_again(request.actor, fax, at=request.now))


@router.post(FAX + "/cancellation", **acts(FaxOutgoing), summary="Call it off")
def call_off_fax(request: Call, fax: int) -> FaxOutgoing:
    """What is not with the gateway yet is not sent."""
    return _done(request, fax, lambda: actions.call_off_fax(request.actor, fax, at=request.now))


def _done(request: Call, fax: int, do: Callable[[], object]) -> FaxOutgoing:
    only(request)
    _staff(request)
    at_most_once(request, do)
    return _face(queries.standing(queries.find(request.actor, fax)))


def _face(fax: queries.Fax) -> FaxOutgoing:
    row = fax.row
    return FaxOutgoing(
        id=row.pk,
        card=row.ticket.number,
        number=row.number,
        receiver=row.receiver,
        text=row.text,
        language=row.language,
        way=row.way,
        state=fax.state,
        made_at=row.made_at,
        made_by=row.made_by.username,
        ended_at=row.ended_at,
        tries=[
            FaxTryOut(
                at=each.row.at,
                result=each.row.result,
                told_at=each.row.told_at,
                by=each.row.by.username if each.row.by else None,
            )
            for each in fax.tries
        ],
    )


def _staff(request: Call) -> None:
    if not request.actor.is_staff:
        raise Refused("absent")
