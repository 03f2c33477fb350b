"""客户认可 or a second round; the supervisor's last word; 原因分析与纠正; 归档."""

from dataclasses import dataclass
from datetime import date, datetime

from shouwen.apps.complaints import clocks, events
from shouwen.apps.complaints.access import accused_of, lock_for
from shouwen.apps.complaints.actions.files import NONE, Files, keep_files
from shouwen.apps.complaints.models import Answer, Complaint, Grading
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.surveys.actions import Subject, begin, withdraw
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.policy.complaint import LAST_ROUND, Act, Grade, State, climbed
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.survey import Why


@act
def accept(actor: Actor, number: str, words: str, *, at: datetime) -> Complaint:
    """The customer takes the answer: by his own hand, or as one of ours heard it, with his words.

    Refused: `absent`, `not_the_handler`, `not_now`; with `field`: `text_missing` (of ours), `text_too_long`.
    """
    complaint = lock_for(actor, number, Act.ACCEPT)
    _reply(complaint, actor, words, accepted=True, at=at)
    complaint.state, complaint.settled_at = State.ACCEPTED, at
    _ask_afterwards(complaint, at)
    events.record(complaint, events.Code.ACCEPTED, actor, at, round=complaint.round)
    return _kept(complaint, at)


@act
def reject(actor: Actor, number: str, words: str, *, at: datetime) -> Complaint:
    """The customer does not take the answer: a second round, one grade higher; after that a supervisor's last word.

    Refused: `absent`, `not_the_handler`, `not_now`; with `field`: `text_missing`, `text_too_long`.
    """
    complaint = lock_for(actor, number, Act.REJECT)
    _reply(complaint, actor, words, accepted=False, at=at)
    events.record(complaint, events.Code.REJECTED, actor, at, round=complaint.round)
    _next_round(complaint, actor, at)
    return _kept(complaint, at)


@act
def conclude(actor: Actor, number: str, text: str, *, at: datetime, files: Files = NONE) -> Complaint:
    """The supervisor's last word to the customer, after two answers that he did not take.

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `text_missing`, `text_too_long`, and as files.
    """
    complaint = lock_for(actor, number, Act.CONCLUDE)
    said = masked_text(text, "text").text
    given = {"round": complaint.round, "by_id": actor.person, "at": at, "text": said, "final": True}
    keep_files(complaint, actor, files, at=at, answer=Answer.objects.create(complaint=complaint, **given))
    complaint.answered_at = complaint.settled_at = at
    complaint.state = State.CONCLUDED
    _ask_afterwards(complaint, at)
    events.record(complaint, events.Code.CONCLUDED, actor, at)
    return _kept(complaint, at)


@dataclass(frozen=True)
class Correction:
    """Why it came to this, and what is done so that it does not come again: by whom, until when."""

    cause: str
    correction: str
    by: str
    until: date | None = None


@act
def correct(actor: Actor, number: str, said: Correction, *, at: datetime) -> Complaint:
    """Write down cause and corrective action; may be written anew until the archive.

    Refused: `absent`, `not_the_handler`, `not_now`; with `field`: `text_missing`, `text_too_long`, `not_a_day`.
    """
    complaint = lock_for(actor, number, Act.CORRECT)
    complaint.cause = masked_text(said.cause, "cause").text
    complaint.correction = masked_text(said.correction, "correction").text
    complaint.correction_by = masked_text(said.by, "by", limit=64).text
    if said.until is None:
        raise Refused("not_a_day", field="until")
    complaint.correction_until = said.until
    complaint.corrected_at = at
    events.record(complaint, events.Code.CORRECTED, actor, at)
    return _kept(complaint, at)


@act
def archive(actor: Actor, number: str, *, at: datetime) -> Complaint:
    """归档, by a supervisor who is not complained of, once cause and correction are on record.

    Refused: `absent`, `not_your_role`, `not_now`, `correction_missing`.
    """
    complaint = lock_for(actor, number, Act.ARCHIVE)
    complaint.state = State.ARCHIVED
    complaint.archived_by_id, complaint.archived_at = actor.person, at
    events.record(complaint, events.Code.ARCHIVED, actor, at)
    return _kept(complaint, at)


@act
def reopen(actor: Actor, number: str, *, at: datetime) -> Complaint:
    """The follow-up heard that it is not settled: one more round, one grade higher. Refused: `absent`, `not_now`."""
    complaint = lock_for(actor, number, Act.REOPEN)
    complaint.settled_at = complaint.archived_at = complaint.archived_by_id = complaint.corrected_at = None
    events.record(complaint, events.Code.REOPENED, actor, at)
    _next_round(complaint, actor, at)
    return _kept(complaint, at)


def _reply(complaint: Complaint, actor: Actor, words: str, *, accepted: bool, at: datetime) -> None:
    said = masked_text(words, "words", limit=2000, required=actor.is_staff or not accepted).text
    last = complaint.answers.last()
    if last is None:
        raise Refused("not_now", act=Act.ACCEPT.value, state=complaint.state)
    last.accepted, last.reply, last.replied_by_id, last.replied_at = accepted, said, actor.person, at
    last.save()


def _ask_afterwards(complaint: Complaint, at: datetime) -> None:
    """Every customer who complained is asked; whoever is complained of knows nothing of that either."""
    name, phone = complaint.caller_name, complaint.caller_phone
    contact = complaint.contact
    about = Subject(events.SUBJECT, complaint.number, complaint.hospital, contact, name, phone)
    begin(about, Why.COMPLAINT, barred=accused_of(complaint), at=at)


def _next_round(complaint: Complaint, actor: Actor, at: datetime) -> None:
    withdraw(events.SUBJECT, complaint.number, at=at)
    complaint.round = min(complaint.round + 1, LAST_ROUND)
    complaint.round_since = at
    complaint.interim_at = complaint.answered_at = None
    higher = climbed(Grade(complaint.grade))
    if higher != complaint.grade:
        Grading.objects.create(complaint=complaint, grade=higher, at=at, by_id=actor.id)
    complaint.grade = higher
    if complaint.round == LAST_ROUND:
        complaint.state = State.ESCALATED
    else:
        complaint.state = State.INVESTIGATING if complaint.handler_id else State.GRADED


def _kept(complaint: Complaint, at: datetime) -> Complaint:
    clocks.settle(complaint, at)
    complaint.save()
    return complaint
