"""Fetch and authorise in one step."""

from shouwen.apps.consultations.models import Consultation, ExpertVisit, Member, Solution
from shouwen.policy.consultation import Answer
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role


def find_consultation(actor: Actor, number: str) -> Consultation:
    """The consultation, if this person may know of it. Refused: `absent`."""
    rows = Consultation.objects.for_actor(actor).select_related("ticket__hospital", "chair", "called_by")
    found = rows.filter(number=number).first()
    if found is None:
        raise Refused("absent")
    return found


def lock_consultation(actor: Actor, number: str) -> Consultation:
    """The same, locked for one act."""
    found = find_consultation(actor, number)
    return Consultation.objects.select_for_update(of=("self",)).select_related("ticket", "chair").get(pk=found.pk)


def member_of(consultation: Consultation, actor: Actor) -> Member:
    """This person's own place in it. Refused: `not_your_role`."""
    found = consultation.members.filter(person=actor.person).first()
    if found is None:
        raise Refused("not_your_role", act="consultation")
    return found


def came(consultation: Consultation, actor: Actor) -> Member:
    """The same, of who accepted. Refused: `not_your_role`, `not_accepted`."""
    found = member_of(consultation, actor)
    if found.answer != Answer.ACCEPTED:
        raise Refused("not_accepted")
    return found


def find_visit(actor: Actor, number: str) -> ExpertVisit:
    """The visit, if this person may know of it. Refused: `absent`."""
    rows = ExpertVisit.objects.for_actor(actor).select_related(
        "ticket__hospital", "expert", "proposed_by", "answered_by"
    )
    found = rows.filter(number=number).first()
    if found is None:
        raise Refused("absent")
    return found


def lock_visit(actor: Actor, number: str) -> ExpertVisit:
    found = find_visit(actor, number)
    return ExpertVisit.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=found.pk)


def find_solution(actor: Actor, number: str) -> Solution:
    """The document, if this person may know of it. Refused: `absent`."""
    found = Solution.objects.for_actor(actor).select_related("ticket__hospital").filter(number=number).first()
    if found is None:
        raise Refused("absent")
    return found


def lock_solution(actor: Actor, number: str) -> Solution:
    found = find_solution(actor, number)
    return Solution.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=found.pk)


def signs_for_hospital(actor: Actor) -> bool:
    """Whose word binds the hospital."""
    return actor.is_customer and Role.IT_HEAD in actor.roles
