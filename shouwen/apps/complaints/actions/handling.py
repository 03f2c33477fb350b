"""首次联系, 调查, 处理方案 with a supervisor's yes, 答复."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.complaints import clocks, events
from shouwen.apps.complaints.access import lock_for
from shouwen.apps.complaints.actions.files import NONE, Files, keep_files
from shouwen.apps.complaints.models import Answer, Complaint, Proposal, Word
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.policy.complaint import Act, State, Verdict
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Found:
    """What the investigation found: upheld, partly or unfounded; what happened; what is to be done."""

    verdict: str
    finding: str
    remedy: str


@act
def contact(actor: Actor, number: str, words: str, *, at: datetime, submission: str) -> Complaint:
    """A qualified person has spoken with the customer: the response. The first time stops its clock.

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `text_missing`, `text_too_long`.
    """
    complaint = lock_for(actor, number, Act.CONTACT)
    if not _keep(complaint, actor, words, Word.Audience.INTERNAL, at, key_of(actor, "contact", submission)):
        return complaint
    if complaint.contacted_at is None:
        complaint.contacted_at, complaint.contacted_by_id = at, actor.person
    if complaint.state == State.ASSIGNED:
        complaint.state = State.INVESTIGATING
    events.record(complaint, events.Code.CONTACTED, actor, at)
    return _kept(complaint, at)


@act
def say(actor: Actor, number: str, words: str, *, at: datetime, submission: str, files: Files = NONE) -> Complaint:
    """A word that the customer sees, ours on the way or his own. Ours is the interim word of a grave complaint.

    Refused: `absent`, `not_the_handler`, `not_now`; with `field`: `text_missing`, `text_too_long`, and as files.
    """
    complaint = lock_for(actor, number, Act.WORD)
    word = _keep(complaint, actor, words, Word.Audience.PUBLIC, at, key_of(actor, "word", submission))
    if word is None:
        return complaint
    keep_files(complaint, actor, files, at=at, word=word)
    if actor.is_staff:
        complaint.interim_at = complaint.interim_at or at
    events.record(complaint, events.Code.SAID, actor, at)
    return _kept(complaint, at)


@act
def note(actor: Actor, number: str, words: str, *, at: datetime, submission: str) -> Complaint:
    """What was found out, among those who look into it. Refused as `say`, and `not_your_role`."""
    complaint = lock_for(actor, number, Act.NOTE)
    if _keep(complaint, actor, words, Word.Audience.INTERNAL, at, key_of(actor, "note", submission)):
        events.record(complaint, events.Code.NOTED, actor, at)
        complaint.changed_at = at
        complaint.save(update_fields=["changed_at"])
    return complaint


@act
def propose(actor: Actor, number: str, found: Found, *, at: datetime) -> Complaint:
    """The handler says what he found and what is to be done; it waits for a supervisor.

    Refused: `absent`, `not_the_handler`, `not_now`; with `field`: `unknown_choice`, `text_missing`, `text_too_long`.
    """
    complaint = lock_for(actor, number, Act.PROPOSE)
    if found.verdict not in set(Verdict):
        raise Refused("unknown_choice", field="verdict")
    Proposal.objects.create(
        complaint=complaint,
        round=complaint.round,
        by_id=actor.person,
        at=at,
        verdict=found.verdict,
        finding=masked_text(found.finding, "finding").text,
        remedy=masked_text(found.remedy, "remedy").text,
    )
    complaint.state = State.PROPOSED
    events.record(complaint, events.Code.PROPOSED, actor, at, verdict=found.verdict)
    return _kept(complaint, at)


@act
def decide(actor: Actor, number: str, approved: bool, reason: str, *, at: datetime) -> Complaint:
    """A supervisor who neither handles it nor is complained of says yes, or sends it back with the reason.

    Refused: `absent`, `not_your_role`, `not_now`, `approves_himself`; with `field`: `text_missing`, `text_too_long`.
    """
    complaint = lock_for(actor, number, Act.DECIDE)
    proposal = complaint.proposals.filter(decided_at=None).last()
    if proposal is None:
        raise Refused("not_now", act=Act.DECIDE.value, state=complaint.state)
    proposal.reason = masked_text(reason, "reason", limit=500, required=not approved).text
    proposal.decided_by_id, proposal.decided_at, proposal.approved = actor.person, at, approved
    proposal.save()
    complaint.state = State.APPROVED if approved else State.INVESTIGATING
    events.record(complaint, events.Code.APPROVED if approved else events.Code.RETURNED, actor, at)
    return _kept(complaint, at)


@act
def answer(actor: Actor, number: str, text: str, *, at: datetime, files: Files = NONE) -> Complaint:
    """The handler answers the customer in the sense of what was approved. It stops the clock of the round.

    Refused: `absent`, `not_the_handler`, `not_now`; with `field`: `text_missing`, `text_too_long`, and as files.
    """
    complaint = lock_for(actor, number, Act.ANSWER)
    said = masked_text(text, "text").text
    given = Answer.objects.create(complaint=complaint, round=complaint.round, by_id=actor.person, at=at, text=said)
    keep_files(complaint, actor, files, at=at, answer=given)
    complaint.answered_at = at
    complaint.state = State.ANSWERED
    events.record(complaint, events.Code.ANSWERED, actor, at, round=complaint.round)
    return _kept(complaint, at)


def _keep(complaint: Complaint, actor: Actor, words: str, audience: str, at: datetime, key: str) -> Word | None:
    """None when this form has come before."""
    if Word.objects.filter(submission=key).exists():
        return None
    body = masked_text(words, "text").text
    return Word.objects.create(
        complaint=complaint,
        audience=audience,
        author_id=actor.person,
        from_customer=actor.is_customer,
        body=body,
        at=at,
        submission=key,
    )


def _kept(complaint: Complaint, at: datetime) -> Complaint:
    clocks.settle(complaint, at)
    complaint.save()
    return complaint
