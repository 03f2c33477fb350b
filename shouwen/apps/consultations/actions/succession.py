"""What an expert who leaves was to do passes to a colleague, who is certified as well."""

from datetime import datetime

from django.db.models import Q, QuerySet

from shouwen.apps.consultations.actions.consultation import freeze_when_complete
from shouwen.apps.consultations.events import Code, record
from shouwen.apps.consultations.models import Consultation, ExpertVisit, Member, NamedExpert
from shouwen.apps.consultations.queries import check_expert
from shouwen.apps.people.models import User
from shouwen.apps.tickets.numbers import DESK_ZONE, day_of, next_of_month
from shouwen.policy.consultation import Answer, Stage
from shouwen.policy.roles import Actor

OPEN = (Stage.CALLED, Stage.CONCLUDED)
TO_COME = (ExpertVisit.State.PROPOSED, ExpertVisit.State.AGREED)


def consultations_of(person_id: int) -> QuerySet[Consultation]:
    """Those that he leads, and those that wait for him: for his answer until there is a conclusion, then for the
    signature of who came."""
    open_ = Q(answer=Answer.OPEN, consultation__stage=Stage.CALLED)
    waits = Member.objects.filter(Q(answer=Answer.ACCEPTED) | open_, person=person_id, signed_at=None)
    return Consultation.objects.filter(Q(chair=person_id) | Q(pk__in=waits.values("consultation")), stage__in=OPEN)


def visits_of(person_id: int, at: datetime) -> QuerySet[ExpertVisit]:
    """Those to come. One that was agreed on for a day that is past was his, and stays as it was signed."""
    past = Q(state=ExpertVisit.State.AGREED, on__lt=day_of(at))
    return ExpertVisit.objects.filter(expert=person_id, state__in=TO_COME).exclude(past)


def named_of(person_id: int) -> QuerySet[NamedExpert]:
    return NamedExpert.objects.filter(person=person_id, until=None)


def hand_on_experts(actor: Actor, leaver: int, successor: User, because: str, *, at: datetime) -> None:
    """Part of `departures.leave`, in its transaction. What somebody has said or signed stays as it is. The hospital is
    told of another expert; what it has signed under the name of the one who leaves it is asked to sign anew.

    Refused with field `successor`, when a visit or a consultation waits: `expert_not_certified`, `expert_expired`.
    """
    for found in consultations_of(leaver).select_for_update().order_by("pk"):
        _hand_on(found, actor, leaver, successor, because, at)
    for visit in visits_of(leaver, at).select_for_update(of=("self",)).order_by("pk"):
        _pass_visit(visit, actor, successor, at)
    for named in named_of(leaver).select_for_update().order_by("pk"):
        named.until = at.astimezone(DESK_ZONE).date()
        named.save(update_fields=["until"])
        record(named, Code.RELEASED, actor, at, hospital=named.hospital_id, person=leaver)


def _pass_visit(visit: ExpertVisit, actor: Actor, successor: User, at: datetime) -> None:
    """A proposal gets the new name. What is signed is never signed for somebody else: it ends, what was charged comes
    back, and a proposal with the same scope and price stands in its place."""
    leaver, today = visit.expert_id, at.astimezone(DESK_ZONE).date()
    check_expert(successor.pk, max(visit.on, today), "successor")
    passed = visit
    if visit.state == ExpertVisit.State.PROPOSED:
        visit.expert, visit.on = successor, max(visit.on, today)
        visit.save(update_fields=["expert", "on"])
    else:
        passed = ExpertVisit.objects.create(
            number=next_of_month(ExpertVisit, "EV", at),
            ticket_id=visit.ticket_id,
            expert=successor,
            on=max(visit.on, today),
            scope=visit.scope,
            price_fen=visit.price_fen,
            proposed_at=at,
            proposed_by_id=actor.person,
            submission=f"passed:{visit.pk}",
        )
        visit.state = ExpertVisit.State.CANCELLED
        visit.save(update_fields=["state"])
        record(visit, Code.VISIT_REPLACED, actor, at, by=passed.number)
    record(passed, Code.VISIT_PASSED_ON, actor, at, leaving=leaver, person=successor.pk)


def _hand_on(found: Consultation, actor: Actor, leaver: int, successor: User, because: str, at: datetime) -> None:
    """He is waited for no more; the colleague is asked in his place, and leads if he led."""
    check_expert(successor.pk, at.astimezone(DESK_ZONE).date(), "successor")
    own = found.members.filter(person=leaver, signed_at=None).first()
    if own is not None:
        own.answer, own.answered_at, own.answer_words = Answer.DECLINED, at, because
        own.save(update_fields=["answer", "answered_at", "answer_words"])
    leads = found.chair_id == leaver
    if leads:
        found.chair = successor
        found.save(update_fields=["chair"])
    # Who leads is there, whatever he answered; so is who signs in another's place.
    comes = leads or found.stage == Stage.CONCLUDED
    member, _new = found.members.get_or_create(person=successor)
    if comes and member.answer != Answer.ACCEPTED:
        member.answer, member.answered_at = Answer.ACCEPTED, at
        member.save(update_fields=["answer", "answered_at"])
    record(found, Code.PASSED_ON, actor, at, leaving=leaver, person=successor.pk, leads=leads)
    if found.stage == Stage.CONCLUDED:
        freeze_when_complete(found, actor, at)
