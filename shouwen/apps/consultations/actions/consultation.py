"""A consultation from the call to the minutes that everybody has signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.consultations.access import came, lock_consultation, member_of
from shouwen.apps.consultations.events import Code, record
from shouwen.apps.consultations.minutes import minutes_of
from shouwen.apps.consultations.models import Consultation, Member
from shouwen.apps.consultations.queries import check_expert
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.numbers import DESK_ZONE, next_of_month
from shouwen.policy.consultation import LONGEST, Answer, Stage, due_at, is_complete, met_at, need_stage, next_step
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import QUALIFIED_ROLES, Actor, Role, need

MOST_MEMBERS = 12


@dataclass(frozen=True)
class CallFacts:
    """`members` without the chair. `due`: until when there is a conclusion; None goes by the card's grade."""

    question: str
    meets_at: datetime
    chair_id: int | None
    members: Sequence[int]
    due: datetime | None = None


@act
def call_consultation(actor: Actor, number: str, facts: CallFacts, *, at: datetime, submission: str) -> Consultation:
    """Call experts together on a card; who is called has a certificate that counts on the day on which they meet.

    Refused: `absent`, `not_your_role`; with `field`: `text_missing`, `text_too_long`, `nobody_else`, `absent`,
    `expert_not_certified`, `expert_expired`, `too_many_members`, `meets_range`, `due_range`.
    """
    ticket = cards.lock(actor, number)
    need(actor, QUALIFIED_ROLES, "call_consultation")
    key = key_of(actor, "consultation", submission)
    known = Consultation.objects.filter(submission=key).first()
    if known is not None:
        return known
    question = masked_text(facts.question, "question", limit=1000).text
    if not at <= facts.meets_at <= at + LONGEST:
        raise Refused("meets_range", field="meets_at", days=LONGEST.days)
    due = facts.due or max(due_at(ticket.grade, at), facts.meets_at)
    if not facts.meets_at <= due <= at + LONGEST:
        raise Refused("due_range", field="due_at", days=LONGEST.days)
    chair, people = _called(facts)
    made = Consultation.objects.create(
        number=next_of_month(Consultation, "CS", at),
        ticket=ticket,
        question=question,
        chair=chair,
        called_at=at,
        called_by_id=actor.person,
        meets_at=facts.meets_at,
        due_at=due,
        submission=key,
    )
    _plan(made)
    Member.objects.bulk_create([Member(consultation=made, person=person) for person in [chair, *people]])
    # Who calls himself has answered.
    made.members.filter(person=actor.person).update(answer=Answer.ACCEPTED, answered_at=at)
    ids = [person.pk for person in [chair, *people]]
    record(
        made,
        Code.CALLED,
        actor,
        at,
        card=ticket.pk,
        chair=chair.pk,
        members=ids,
        due=due.isoformat(),
        number=made.number,
    )
    return made


@act
def answer_invitation(actor: Actor, number: str, words: str, *, accepts: bool, at: datetime) -> Member:
    """Come, or not, with the reason. Refused: `absent`, `not_your_role`, `consultation_stage`, `already_answered`; with
    `field`: `text_missing` (who does not come says why), `text_too_long`."""
    consultation = lock_consultation(actor, number)
    need_stage(consultation.stage, Stage.CALLED)
    mine = member_of(consultation, actor)
    if mine.answer != Answer.OPEN:
        raise Refused("already_answered")
    mine.answer_words = masked_text(words, "words", limit=200, required=not accepts).text
    mine.answer, mine.answered_at = (Answer.ACCEPTED if accepts else Answer.DECLINED), at
    mine.save(update_fields=["answer", "answer_words", "answered_at"])
    record(consultation, Code.ANSWERED, actor, at, answer=mine.answer)
    return mine


@act
def give_opinion(actor: Actor, number: str, words: str, *, at: datetime) -> Member:
    """One's own opinion; it may be written anew until there is a conclusion.

    Refused: `absent`, `not_your_role`, `not_accepted`, `consultation_stage`; with `field`: `text_missing`,
    `text_too_long`.
    """
    consultation = lock_consultation(actor, number)
    need_stage(consultation.stage, Stage.CALLED)
    mine = came(consultation, actor)
    mine.opinion, mine.opinion_at = masked_text(words, "words", limit=4000).text, at
    mine.save(update_fields=["opinion", "opinion_at"])
    record(consultation, Code.OPINION, actor, at)
    return mine


@act
def conclude(actor: Actor, number: str, conclusion: str, plan: str, *, at: datetime) -> Consultation:
    """The chair writes down what they came to, and the plan; the deadline is met. Who has not answered until then
    took no part; and who concluded earlier than planned has met earlier.

    Refused: `absent`, `not_your_role`, `consultation_stage`, `no_opinions`; with `field`: `text_missing`,
    `text_too_long`.
    """
    consultation = lock_consultation(actor, number)
    need_stage(consultation.stage, Stage.CALLED)
    if consultation.chair_id != actor.person:
        raise Refused("not_your_role", act="conclude")
    if not consultation.members.exclude(opinion="").exists():
        raise Refused("no_opinions")
    consultation.conclusion = masked_text(conclusion, "conclusion", limit=4000).text
    consultation.plan = masked_text(plan, "plan", limit=4000).text
    consultation.stage, consultation.concluded_at, consultation.next_step_at = Stage.CONCLUDED, at, None
    consultation.meets_at = met_at(consultation.meets_at, at)
    consultation.save(update_fields=["conclusion", "plan", "stage", "concluded_at", "next_step_at", "meets_at"])
    # The chair was there, whatever he answered.
    consultation.members.filter(person=actor.person).exclude(answer=Answer.ACCEPTED).update(
        answer=Answer.ACCEPTED, answered_at=at
    )
    record(consultation, Code.CONCLUDED, actor, at, late=at > consultation.due_at)
    return consultation


@act
def sign_minutes(actor: Actor, number: str, *, at: datetime) -> Consultation:
    """Sign them; with the last signature they are frozen, and the hospital may read them.

    Refused: `absent`, `not_your_role`, `not_accepted`, `consultation_stage`, `already_signed`.
    """
    consultation = lock_consultation(actor, number)
    need_stage(consultation.stage, Stage.CONCLUDED)
    mine = came(consultation, actor)
    if mine.signed_at is not None:
        raise Refused("already_signed")
    mine.signed_at = at
    mine.save(update_fields=["signed_at"])
    record(consultation, Code.SIGNED, actor, at)
    freeze_when_complete(consultation, actor, at)
    return consultation


def freeze_when_complete(consultation: Consultation, actor: Actor, at: datetime) -> None:
    """Once everybody who is waited for has signed. The consultation is locked by the act."""
    members = list(consultation.members.select_related("person"))
    signed = {each.person_id for each in members if each.signed_at is not None}
    accepted = {each.person_id for each in members if each.answer == Answer.ACCEPTED}
    if is_complete(consultation.chair_id, signed, accepted):
        consultation.stage, consultation.signed_at = Stage.SIGNED, at
        consultation.minutes = minutes_of(consultation, members)
        consultation.save(update_fields=["stage", "signed_at", "minutes"])
        record(consultation, Code.FROZEN, actor, at, hospital=consultation.ticket.hospital_id)


@act
def cancel_consultation(actor: Actor, number: str, words: str, *, at: datetime) -> Consultation:
    """Not needed any more: by who called it, its chair, or the director.

    Refused: `absent`, `not_your_role`, `consultation_stage`; with `field`: `text_missing`, `text_too_long`.
    """
    consultation = lock_consultation(actor, number)
    if actor.person not in {consultation.called_by_id, consultation.chair_id} and Role.DIRECTOR not in actor.roles:
        raise Refused("not_your_role", act="cancel_consultation")
    need_stage(consultation.stage, Stage.CALLED)
    consultation.ended_because = masked_text(words, "words", limit=500).text
    consultation.stage, consultation.next_step_at = Stage.CANCELLED, None
    consultation.save(update_fields=["stage", "next_step_at", "ended_because"])
    record(consultation, Code.CANCELLED, actor, at)
    return consultation


def _plan(consultation: Consultation) -> None:
    """When time has something to tell of it next."""
    step = next_step(consultation.called_at, consultation.due_at, consultation.told)
    consultation.next_step_at = step[1] if step else None
    consultation.save(update_fields=["next_step_at"])


def _called(facts: CallFacts) -> tuple[User, list[User]]:
    day = facts.meets_at.astimezone(DESK_ZONE).date()
    chair = check_expert(facts.chair_id, day, "chair")
    wanted = [each for each in dict.fromkeys(facts.members) if each != chair.pk]
    if not wanted:
        raise Refused("nobody_else", field="members")
    if len(wanted) > MOST_MEMBERS:
        raise Refused("too_many_members", field="members", limit=MOST_MEMBERS)
    return chair, [check_expert(each, day, "members") for each in wanted]
