"""A conversation whole, and a line in it, from either side."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router
from ninja.params.functions import Query
from ninja.responses import Status
from pydantic import BaseModel

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import once
from shouwen.api.frame.operations import acts, body_of, reads
from shouwen.api.frame.parcel import parcel_of
from shouwen.api.frame.wire import Body, example, only
from shouwen.apps.conversations import actions, queries
from shouwen.apps.conversations.access import find
from shouwen.apps.conversations.models import Conversation, Line
from shouwen.apps.tickets.access import find as find_card
from shouwen.policy.originals import Shows

router = Router(tags=["conversations"])
TALK = "/conversations/{int:conversation}"


class TalkLine(BaseModel):
    """`said`: words, joined, offered, late or ended. `files`: of the card, under `/tickets/{number}/files`."""

    sequence: int
    said: str
    at: datetime
    by: str | None
    from_customer: bool
    text: str
    files: list[UUID]


class Talk(BaseModel):
    """`stage`: waiting, open or ended; `due_at`: until when somebody answers."""

    id: int
    card: str
    stage: str
    begun_at: datetime
    due_at: datetime
    agent: str | None
    answered_at: datetime | None
    ended_at: datetime | None
    ended_because: str
    lines: list[TalkLine]


class TalkRow(BaseModel):
    id: int
    stage: str
    begun_at: datetime
    ended_at: datetime | None


class Talks(BaseModel):
    items: list[TalkRow]


class TalkWords(Body):
    """With a picture `shows_patient` must be said."""

    model_config = example({"text": "请看打印机的缺纸灯。"})

    text: str = ""
    shows_patient: bool | None = None


@router.get("/tickets/{number}/conversations", response=reads(Talks), summary="Conversations of a card")
def talks(request: Call, number: str) -> Talks:
    """Oldest first."""
    only(request)
    ticket = find_card(request.actor, number)
    rows = queries.of_card(request.actor, ticket)
    return Talks(
        items=[
            TalkRow(id=each.pk, stage=each.stage.value, begun_at=each.begun_at, ended_at=each.ended_at) for each in rows
        ]
    )


@router.get(TALK, response=reads(Talk), summary="One conversation")
def talk(request: Call, conversation: int, after: int = Query(0, ge=0, le=10**9)) -> Talk:
    """With its lines after a place; 500 at most."""
    only(request, "after")
    return _whole(find(request.actor, conversation), after)


@router.post(TALK + "/lines", **acts(Talk, 201, keyed=True, extra=body_of(TalkWords)), summary="Say a line")
def say(request: Call, conversation: int) -> Any:
    """The hospital, or the agent who has taken it; with files as multipart/form-data."""
    only(request)
    parcel = parcel_of(request)
    said = TalkWords.model_validate(parcel.document)
    line = once(
        request,
        lambda key: actions.say(
            request.actor,
            conversation,
            said.text,
            at=request.now,
            submission=key,
            uploads=parcel.files,
            shows_patient=Shows.of(said.shows_patient),
        ),
        parcel.stamp,
    )
    return Status(201, _whole(find(request.actor, conversation), line.sequence - 1))


def _whole(found: Conversation, after: int) -> Talk:
    return Talk(
        id=found.pk,
        card=found.ticket.number,
        stage=found.stage.value,
        begun_at=found.begun_at,
        due_at=found.due_at,
        agent=found.agent.name if found.agent else None,
        answered_at=found.answered_at,
        ended_at=found.ended_at,
        ended_because=found.ended_because,
        lines=[_line(each) for each in queries.lines_of(found, after)],
    )


def _line(line: Line) -> TalkLine:
    message = line.message
    return TalkLine(
        sequence=line.sequence,
        said=line.said,
        at=line.at,
        by=line.by.name if line.by else None,
        from_customer=message.from_customer if message else False,
        text=message.body if message else "",
        files=[each.file_id for each in message.attachments.all()] if message else [],
    )
