"""分级, 指派 and 回避: how grave it is, who is meant, and who looks into it."""

from datetime import datetime

from shouwen.apps.complaints import clocks, events
from shouwen.apps.complaints.access import lock_for, staff_with_roles, ties
from shouwen.apps.complaints.models import Accused, Complaint, Grading, Naming
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.surveys.actions import bar, unbar
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.policy.complaint import Act, Because, Grade, State, independent
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor


@act
def grade(actor: Actor, number: str, grade: str, reason: str, *, at: datetime) -> Complaint:
    """Say how grave it is; a lower grade than before needs a reason. The clocks count anew from the round's start.

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `unknown_choice`, `text_missing`, `text_too_long`.
    """
    complaint = lock_for(actor, number, Act.GRADE)
    if grade not in set(Grade):
        raise Refused("unknown_choice", field="grade")
    grades = list(Grade)
    lower = grades.index(Grade(grade)) < grades.index(Grade(complaint.grade))
    why = masked_text(reason, "reason", limit=200, required=lower).text
    if grade != complaint.grade:
        Grading.objects.create(complaint=complaint, grade=grade, at=at, by_id=actor.person, reason=why)
    complaint.grade = grade
    if complaint.state == State.RECEIVED:
        complaint.state = State.GRADED
    events.record(complaint, events.Code.GRADED, actor, at, grade=grade)
    return _kept(complaint, at)


@act
def name(actor: Actor, number: str, person_id: int, reason: str, *, at: datetime) -> Complaint:
    """Say that somebody of ours is complained of too; he loses sight of it, and it leaves his hands.

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `absent`, `names_himself`, `text_missing`.
    """
    complaint = lock_for(actor, number, Act.NAME)
    if person_id == actor.id:
        raise Refused("names_himself", field="person")
    person = User.objects.filter(pk=person_id, kind=User.Kind.STAFF).first()
    if person is None:
        raise Refused("absent", field="person")
    why = masked_text(reason, "reason", limit=200).text
    row, made = Accused.objects.get_or_create(
        complaint=complaint,
        person=person,
        defaults={"because": Because.SUPERVISOR, "by_id": actor.person, "at": at},
    )
    if made:
        bar(events.SUBJECT, complaint.number, person.pk)
        naming = _naming(complaint, person.pk, why, actor, at, cleared=False)
        events.record(complaint, events.Code.NAMED, actor, at, person=row.person_id, naming=naming)
    if complaint.handler_id == person.pk:
        _take_off(complaint, actor, at)
    return _kept(complaint, at)


@act
def clear(actor: Actor, number: str, person_id: int, reason: str, *, at: datetime) -> Complaint:
    """Take back that somebody is complained of, who was not meant: with the reason on record.

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `absent`, `text_missing`, `text_too_long`.
    """
    complaint = lock_for(actor, number, Act.NAME)
    row = Accused.objects.filter(complaint=complaint, person=person_id).first()
    if row is None:
        raise Refused("absent", field="person")
    why = masked_text(reason, "reason", limit=200).text
    row.delete()
    unbar(events.SUBJECT, complaint.number, person_id)
    naming = _naming(complaint, person_id, why, actor, at, cleared=True)
    events.record(complaint, events.Code.CLEARED, actor, at, person=person_id, naming=naming)
    return _kept(complaint, at)


@act
def assign(actor: Actor, number: str, handler_id: int, *, at: datetime) -> Complaint:
    """Give it to somebody who is not complained of, nor deputy of one who is, nor under one who is.

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `absent`, `not_qualified`, `is_accused`,
    `is_deputy_of_accused`, `is_under_the_accused`.
    """
    complaint = lock_for(actor, number, Act.ASSIGN)
    found = staff_with_roles().get(handler_id)
    if found is None:
        raise Refused("absent", field="handler")
    independent(handler_id, found[1], ties(complaint, at))
    complaint.handler_id = handler_id
    complaint.state = State.INVESTIGATING if complaint.contacted_at else State.ASSIGNED
    # Saved first: whoever is told of it is read from the row.
    _kept(complaint, at)
    events.record(complaint, events.Code.ASSIGNED, actor, at, handler=handler_id)
    return complaint


@act
def unassign(complaint_id: int, *, at: datetime) -> bool:
    """Who had it left: it waits for another. False when nothing was left in his hands meanwhile."""
    complaint = Complaint.objects.select_for_update().get(pk=complaint_id)
    if complaint.handler_id is None or complaint.archived_at is not None:
        return False
    _take_off(complaint, SYSTEM, at)
    _kept(complaint, at)
    return True


def _naming(complaint: Complaint, person: int, why: str, actor: Actor, at: datetime, *, cleared: bool) -> int:
    """The words stand in a row: the ledger keeps codes."""
    told = {"reason": why, "by_id": actor.person, "at": at, "cleared": cleared}
    return Naming.objects.create(complaint=complaint, person_id=person, **told).pk


def _take_off(complaint: Complaint, actor: Actor, at: datetime) -> None:
    events.record(complaint, events.Code.UNASSIGNED, actor, at, handler=complaint.handler_id)
    complaint.handler = None
    if complaint.state in {State.ASSIGNED, State.INVESTIGATING, State.PROPOSED, State.APPROVED}:
        complaint.state = State.GRADED


def _kept(complaint: Complaint, at: datetime) -> Complaint:
    clocks.settle(complaint, at)
    complaint.save()
    return complaint
