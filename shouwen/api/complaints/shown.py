"""What a program reads of a complaint, and what it says."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from shouwen.api.frame.wire import Body, Id, Instant, example, one_of
from shouwen.apps.complaints import clocks, queries
from shouwen.apps.complaints import models as kept
from shouwen.apps.complaints.actions.filing import CHANNELS
from shouwen.policy.complaint import Grade, Kind, Verdict
from shouwen.policy.roles import Actor

NUMBER = 24


class Complaint(BaseModel):
    number: str
    hospital: int
    kind: str
    grade: str
    state: str
    round: int
    card: str | None
    received_at: datetime
    contacted_at: datetime | None
    answered_at: datetime | None
    settled_at: datetime | None
    archived_at: datetime | None
    due_at: datetime | None


class Complaints(BaseModel):
    items: list[Complaint]
    next: str | None


class ComplaintClock(BaseModel):
    """`state`: running, met or breached."""

    kind: str
    due_at: datetime
    state: str
    done_at: datetime | None
    breached_at: datetime | None


class ComplaintAnswer(BaseModel):
    round: int
    at: datetime
    text: str
    final: bool
    accepted: bool | None
    reply: str


class ComplaintWord(BaseModel):
    at: datetime
    from_customer: bool
    public: bool
    text: str


class ComplaintFileRow(BaseModel):
    """With what it came: `complaint`, `word` or `answer`."""

    id: UUID
    label: str
    size: int
    media_type: str
    sha256: str
    shows_patient: bool
    came_with: str


class ComplaintWhole(Complaint):
    """`accused` is for staff; a hospital reads neither that nor what is said among us."""

    text: str
    about: str
    withholds_name: bool
    handler: str | None
    earlier: str | None
    accused: list[str] | None
    clocks: list[ComplaintClock]
    answers: list[ComplaintAnswer]
    words: list[ComplaintWord]
    files: list[ComplaintFileRow]
    cause: str | None
    correction: str | None


class NewComplaint(Body):
    """A hospital says `kind` and `text`; staff also `hospital` and how it came (`channel`). `people`: ids."""

    model_config = example({"kind": "attitude", "text": "催了三次没有人回电。"})

    kind: str = one_of(Kind)
    text: str
    about: str = ""
    people: list[Id] = Field(default_factory=list, max_length=20)
    card: str = Field("", max_length=NUMBER)
    earlier: str = Field("", max_length=NUMBER)
    withholds_name: bool = False
    channel: str = one_of(["", *CHANNELS], "")
    hospital: Id | None = None
    contact: Id | None = None
    caller_name: str = ""
    caller_phone: str = ""
    received_at: Instant | None = None
    shows_patient: bool | None = None


class ComplaintWords(Body):
    """A word or an answer that both sides read. With a picture `shows_patient` must be said."""

    model_config = example({"text": "录音已调取，见附件。"})

    text: str
    shows_patient: bool | None = None


class ComplaintGrade(Body):
    model_config = example({"grade": "grave"})

    grade: str = one_of(Grade)
    reason: str = ""


class ComplaintPerson(Body):
    model_config = example({"person": 7, "reason": "院方来电补充"})

    person: Id
    reason: str


class ComplaintHandler(Body):
    model_config = example({"handler": 7})

    handler: Id


class ComplaintText(Body):
    model_config = example({"text": "已与科主任通话。"})

    text: str


class ComplaintProposal(Body):
    model_config = example({"verdict": "upheld", "finding": "未按时回电。", "remedy": "书面致歉，换人跟进。"})

    verdict: str = one_of(Verdict)
    finding: str
    remedy: str


class ComplaintDecision(Body):
    model_config = example({"approved": True})

    approved: bool
    reason: str = ""


class ComplaintReply(Body):
    """`words` may be empty when the customer himself takes the answer."""

    model_config = example({"words": "电话回访，李主任认可。"})

    words: str = ""


class ComplaintCorrection(Body):
    model_config = example({"cause": "交接漏项", "correction": "交接单增加回电栏", "by": "王工", "until": "2026-03-31"})

    cause: str
    correction: str
    by: str
    until: str


def row(each: kept.Complaint) -> dict[str, Any]:
    return {
        "number": each.number,
        "hospital": each.hospital_id,
        "kind": each.kind,
        "grade": each.grade,
        "state": each.state,
        "round": each.round,
        "card": each.ticket.number if each.ticket else None,
        "received_at": each.received_at,
        "contacted_at": each.contacted_at,
        "answered_at": each.answered_at,
        "settled_at": each.settled_at,
        "archived_at": each.archived_at,
        "due_at": each.next_due_at,
    }


def whole(actor: Actor, found: kept.Complaint, now: datetime) -> ComplaintWhole:
    staff = actor.is_staff
    words = found.words.all() if staff else found.words.filter(audience="public")
    return ComplaintWhole(
        **row(found),
        text=found.text,
        about=found.about,
        withholds_name=found.withholds_name,
        handler=found.handler.name if found.handler else None,
        earlier=found.earlier.number if found.earlier else None,
        accused=[each.person.name for each in found.accused.select_related("person")] if staff else None,
        clocks=[
            ComplaintClock(
                kind=each.clock.value,
                due_at=each.due_at,
                state=each.state,
                done_at=each.done_at,
                breached_at=each.breached_at,
            )
            for each in clocks.replayed(found, now)
        ],
        answers=[
            ComplaintAnswer(
                round=each.round,
                at=each.at,
                text=each.text,
                final=each.final,
                accepted=each.accepted,
                reply=each.reply,
            )
            for each in found.answers.all()
        ],
        words=[
            ComplaintWord(
                at=each.at, from_customer=each.from_customer, public=each.audience == "public", text=each.body
            )
            for each in words
        ],
        files=[
            ComplaintFileRow(
                id=each.file_id,
                label=each.file.label,
                size=each.file.size,
                media_type=each.file.media_type,
                sha256=each.file.sha256,
                shows_patient=each.shows_patient,
                came_with="word" if each.word_id else "answer" if each.answer_id else "complaint",
            )
            for each in queries.files_seen(actor, found)
        ],
        cause=found.cause if staff else None,
        correction=found.correction if staff else None,
    )


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
