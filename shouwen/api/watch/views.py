"""Calls that ring now, and words that hospitals are owed. For staff."""

from datetime import datetime

from ninja import Router
from ninja.params.functions import Query
from pydantic import BaseModel

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.once import at_most_once
from shouwen.api.frame.operations import acts, reads
from shouwen.api.frame.paging import after_of, cursor_of
from shouwen.api.frame.wire import nothing_said, only
from shouwen.apps.paging.actions import answer_page
from shouwen.apps.paging.models import Alarm as Rung
from shouwen.apps.paging.queries import open_alarms
from shouwen.apps.progress.models import Owed
from shouwen.apps.progress.queries import owed_words
from shouwen.policy.refusal import Refused

router = Router(tags=["watch"])


class Person(BaseModel):
    id: int
    name: str


class Ring(BaseModel):
    rung: str
    person: Person
    at: datetime


class Alarm(BaseModel):
    """`next_at`: when the next rung is called, if nobody answers."""

    card: str
    grade: int
    opened_at: datetime
    next_at: datetime | None
    rings: list[Ring]


class Alarms(BaseModel):
    items: list[Alarm]


class OwedWord(BaseModel):
    """`since`: the last word; `pressed_at`, `escalated_at`: what followed because it is late."""

    card: str
    grade: int
    person: Person
    since: datetime
    due_at: datetime
    pressed_at: datetime | None
    escalated_at: datetime | None


class OwedWords(BaseModel):
    items: list[OwedWord]
    next: str | None


@router.get("/alarms", response=reads(Alarms), summary="Calls that ring now")
def alarms(request: Call) -> Alarms:
    """Failures of grades 1 and 2 that nobody has answered, the oldest first."""
    only(request)
    _staff(request)
    return Alarms(items=[_alarm(each) for each in open_alarms(request.actor)])


@router.post("/tickets/{slug:number}/page/answer", **acts(Alarms), summary="Answer a call")
def answer(request: Call, number: str) -> Alarms:
    """Nobody else is called for this card; the hospital is still owed its response. Answers with what rings still."""
    nothing_said(request)
    only(request)
    _staff(request)
    at_most_once(request, lambda: answer_page(request.actor, number, at=request.now))
    return Alarms(items=[_alarm(each) for each in open_alarms(request.actor)])


@router.get("/words", response=reads(OwedWords), summary="Words that hospitals are owed")
def words(
    request: Call,
    late: bool = False,
    person: int | None = Query(None, ge=1, le=2**53),
    cursor: str | None = Query(None, max_length=64),
) -> OwedWords:
    """What is due first. `late`: only overdue ones; `person`: only those of one colleague."""
    only(request, "late", "person", "cursor")
    _staff(request)
    found = owed_words(request.actor, request.now, person=person, late=late, after=after_of("words", cursor))
    return OwedWords(items=[_word(each) for each in found.words], next=cursor_of("words", found.after))


def _alarm(alarm: Rung) -> Alarm:
    return Alarm(
        card=alarm.ticket.number,
        grade=alarm.grade,
        opened_at=alarm.opened_at,
        next_at=alarm.next_at,
        rings=[
            Ring(rung=ring.rung, person=Person(id=ring.person_id, name=ring.person.name), at=ring.at)
            for ring in alarm.rings.all()
        ],
    )


def _word(owed: Owed) -> OwedWord:
    return OwedWord(
        card=owed.ticket.number,
        grade=owed.grade,
        person=Person(id=owed.person_id, name=owed.person.name),
        since=owed.since,
        due_at=owed.due_at,
        pressed_at=owed.pressed_at,
        escalated_at=owed.escalated_at,
    )


def _staff(request: Call) -> None:
    """For a hospital's person there is no such thing here."""
    if not request.actor.is_staff:
        raise Refused("absent")
