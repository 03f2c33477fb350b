"""Calls: what an exchange tells, the list, what became of one, and the figures."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from ninja import Router
from ninja.params.functions import Query
from pydantic import BaseModel, Field

from shouwen.api.calls.signed import Signed
from shouwen.api.frame.bearer import Bearer, Call
from shouwen.api.frame.once import at_most_once, once
from shouwen.api.frame.operations import acts, reads
from shouwen.api.frame.paging import after_of, cursor_of
from shouwen.api.frame.shape import Wrong
from shouwen.api.frame.wire import Body, Id, Instant, example, one_of, only
from shouwen.apps.calls import actions, models, queries
from shouwen.policy.refusal import Refused
from shouwen.policy.telephone import Outcome, Source, Step

router = Router(tags=["calls"])
CALL = "/calls/{int:call}"


class PhoneCall(BaseModel):
    """`wait` and `talk` in seconds."""

    id: int
    number: str
    hospital: int | None
    contact: int | None
    agent: str | None
    offered_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    wait: int
    talk: int | None
    in_hours: bool
    outcome: str
    card: str | None
    recording: str
    source: str


class PhoneCalls(BaseModel):
    items: list[PhoneCall]
    next: str | None


class CallFigures(BaseModel):
    """Rates in hundredths, times in seconds; null when there is nothing to count of."""

    offered: int
    short: int
    answered: int
    answer_rate: int | None
    service_level: int | None
    mean_wait: int | None
    mean_handling: int | None
    solved_at_first: int | None
    repeats: int | None


class CallEvent(Body):
    """`type`: offered, answered or ended; `id` names the event, `call` the call, `agent` an account of ours."""

    model_config = example(
        {"id": "ev-1", "type": "offered", "call": "c-1", "at": "2026-03-03T10:05:00+08:00", "number": "100-0000-0000"}
    )

    id: str = Field(max_length=64)
    type: str = one_of(Step)
    call: str = Field(max_length=100)
    at: Instant
    number: str = Field("", max_length=32)
    agent: str = Field("", max_length=64)
    recording: str = Field("", max_length=200)


class CallLog(Body):
    """A call that was written down, with its real times."""

    model_config = example(
        {"source": "paper", "offered_at": "2026-03-03T10:00:00+08:00", "answered_at": "2026-03-03T10:00:12+08:00",
         "ended_at": "2026-03-03T10:05:00+08:00", "number": "100-0000-0000", "outcome": "at_once"}
    )  # fmt: skip

    source: str = one_of([Source.HAND, Source.PAPER])
    offered_at: Instant
    answered_at: Instant | None = None
    ended_at: Instant | None = None
    number: str = ""
    caller_name: str = ""
    hospital: Id | None = None
    agent: Id | None = None
    outcome: str = one_of(["", *Outcome], "")
    words: str = ""
    card: str = Field("", max_length=24)


class CallOutcome(Body):
    model_config = example({"outcome": "nothing", "words": "打错了。"})

    outcome: str = one_of(Outcome)
    words: str = ""


class CallCard(Body):
    model_config = example({"card": "SW-20260303-0001"})

    card: str = Field(max_length=24)


SIGNED: Any = [Signed(), Bearer()]


@router.post("/calls", auth=SIGNED, **acts(PhoneCall), summary="Tell of a call")
def call_event(request: Call, said: CallEvent) -> PhoneCall:
    """By an exchange with `Webhook-Id`, `Webhook-Timestamp` and `Webhook-Signature` (HMAC-SHA256 of
    `id.timestamp.body`), or by a program with a token of staff. In any order; the same event again changes nothing."""
    only(request)
    if not (request.actor.kind == "system" or request.actor.is_staff):
        raise Refused("absent")
    if request.actor.kind == "system" and request.headers.get("Webhook-Id") != said.id:
        raise Wrong(422, "field_wrong", "id")
    heard = actions.Heard(said.id, said.call, said.type, said.at, said.number, said.agent, said.recording)
    return _face(actions.take_event(request.actor, heard, at=request.now))


@router.get("/calls", response=reads(PhoneCalls), summary="Calls, newest first")
def calls(
    request: Call, days: int = Query(30, ge=1, le=1100), cursor: str | None = Query(None, max_length=64)
) -> PhoneCalls:
    """Of the last days."""
    only(request, "days", "cursor")
    _staff(request)
    page = queries.page(request.actor, _asked(request, days), after_of("calls", cursor))
    return PhoneCalls(items=[_face(each) for each in page.calls], next=cursor_of("calls", page.after))


@router.get("/calls/figures", response=reads(CallFigures), summary="Figures of the hotline")
def call_figures(request: Call, days: int = Query(30, ge=1, le=1100)) -> CallFigures:
    """Of the last days; callers who hung up within five seconds are told apart."""
    only(request, "days")
    _staff(request)
    found = queries.figures(request.actor, _asked(request, days), request.now).whole
    return CallFigures(
        offered=found.offered,
        short=found.short,
        answered=found.answered,
        answer_rate=found.answer_rate,
        service_level=found.service_level,
        mean_wait=found.speed,
        mean_handling=found.handling_time,
        solved_at_first=found.first_rate,
        repeats=found.repeat_rate,
    )


@router.post("/calls/log", **acts(PhoneCall, keyed=True), summary="Write down a call")
def log_call(request: Call, said: CallLog) -> PhoneCall:
    """By hand, or from the paper log of a day without the system."""
    only(request)
    _staff(request)
    logged = actions.Logged(
        source=said.source,
        offered_at=said.offered_at,
        answered_at=said.answered_at,
        ended_at=said.ended_at,
        number=said.number,
        caller_name=said.caller_name,
        hospital_id=said.hospital,
        agent_id=said.agent,
        outcome=said.outcome,
        words=said.words,
        card=said.card,
    )
    return _face(once(request, lambda key: actions.log_call(request.actor, logged, at=request.now, submission=key)))


@router.get(CALL, response=reads(PhoneCall), summary="One call")
def call(request: Call, call: int) -> PhoneCall:
    """With its times."""
    only(request)
    return _face(queries.find(request.actor, call))


@router.post(CALL + "/outcome", **acts(PhoneCall), summary="Say what became of it")
def settle_call(request: Call, call: int, said: CallOutcome) -> PhoneCall:
    """The work after the call is done."""
    return _done(
        request, call, lambda: actions.settle_call(request.actor, call, said.outcome, said.words, at=request.now)
    )


@router.post(CALL + "/card", **acts(PhoneCall), summary="Bind it to a card")
def bind_call(request: Call, call: int, said: CallCard) -> PhoneCall:
    """A card has many calls."""
    return _done(request, call, lambda: actions.bind(request.actor, call, said.card, at=request.now))


def _done(request: Call, call: int, do: Callable[[], object]) -> PhoneCall:
    only(request)
    at_most_once(request, do)
    return _face(queries.find(request.actor, call))


def _asked(request: Call, days: int) -> queries.Asked:
    last = timezone.localdate(request.now)
    return queries.Asked(last - timedelta(days=days), last)


def _face(each: models.Call) -> PhoneCall:
    return PhoneCall(
        id=each.pk,
        number=each.number,
        hospital=each.hospital_id,
        contact=each.contact_id,
        agent=each.agent.username if each.agent else None,
        offered_at=each.offered_at,
        answered_at=each.answered_at,
        ended_at=each.ended_at,
        wait=each.wait,
        talk=each.talk,
        in_hours=each.in_hours,
        outcome=each.outcome,
        card=each.ticket.number if each.ticket else None,
        recording=each.recording,
        source=each.source,
    )


def _staff(request: Call) -> None:
    if not request.actor.is_staff:
        raise Refused("absent")
