"""What follows an event of experts: who is called, who is waited for, and the hospital are told."""

from collections.abc import Iterable

from shouwen.apps.consultations.events import Code
from shouwen.apps.consultations.models import Certificate, Consultation, ExpertVisit, Solution
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.of_money import heads
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.notices.recipients import directors, kinds_for, may_read
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import with_roles
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.consultation import Answer

KINDS = {
    Code.CALLED: Kind.CONSULTATION_CALLED,
    Code.WARNED: Kind.CONSULTATION_DUE,
    Code.PRESSED: Kind.CONSULTATION_LATE,
    Code.ESCALATED: Kind.CONSULTATION_LATE,
    Code.FROZEN: Kind.MINUTES_SIGNED,
    Code.PROPOSED: Kind.VISIT_PROPOSED,
    Code.AGREED: Kind.VISIT_ANSWERED,
    Code.DECLINED: Kind.VISIT_ANSWERED,
    Code.VISIT_PASSED_ON: Kind.VISIT_PASSED_ON,
    Code.CALLED_OFF: Kind.VISIT_CALLED_OFF,
    Code.APPROVED: Kind.SOLUTION_APPROVED,
}


def tell_of_consultation(event: Event) -> None:
    """Who is called; when it is due the chair and whoever has said nothing; the director when it is long due."""
    found = Consultation.objects.select_related("ticket__hospital").get(pk=event.subject_id)
    ids: set[int | None] = {found.chair_id}
    if event.code == Code.FROZEN:
        ids = heads(found.ticket.hospital_id)
    elif event.code == Code.CALLED:
        ids |= set(event.data["members"])
    else:
        silent = found.members.filter(opinion="").exclude(answer=Answer.DECLINED)
        ids |= set(silent.values_list("person", flat=True))
        ids |= set(directors()) if event.code == Code.ESCALATED else set()
    _tell(event, ids, found.ticket)


def tell_of_visit(event: Event) -> None:
    """The hospital is asked; who asked, the expert and the account manager hear the answer. When another expert is to
    come, or nobody, both sides hear it."""
    found = ExpertVisit.objects.select_related("ticket__hospital").get(pk=event.subject_id)
    theirs = heads(found.ticket.hospital_id)
    ours: set[int | None] = {found.proposed_by_id, found.expert_id, found.ticket.hospital.account_manager_id}
    if event.code == Code.PROPOSED:
        _tell(event, theirs, found.ticket)
    elif event.code in {Code.AGREED, Code.DECLINED}:
        _tell(event, ours, found.ticket)
    else:
        _tell(event, theirs | ours, found.ticket)


def tell_of_solution(event: Event) -> None:
    found = Solution.objects.select_related("ticket__hospital").get(pk=event.subject_id)
    _tell(event, heads(found.ticket.hospital_id), found.ticket)


def tell_of_certificate(event: Event) -> None:
    """Whose it is, and the directors: sixty days ahead."""
    found = Certificate.objects.get(pk=event.subject_id)
    people = _people({found.person_id, *directors()}, event)
    tell_people(Kind.CERTIFICATE_ENDS, event, people)


def _tell(event: Event, ids: Iterable[int | None], ticket: Ticket) -> None:
    """An expert of another hospital is told of the consultation itself; the card is not his."""
    kind = KINDS[Code(event.code)]
    people = [each for each in _people(ids, event) if kind in kinds_for(each)]
    seen = [each for each in people if may_read(each, ticket)]
    tell_people(kind, event, seen, ticket=ticket)
    if "number" in event.data:
        tell_people(kind, event, [each for each in people if each not in seen and each.kind == User.Kind.STAFF])


def _people(ids: Iterable[int | None], event: Event) -> list[User]:
    wanted = {each for each in ids if each is not None} - {event.actor_id}
    found = sorted(with_roles(wanted).values(), key=lambda person: person.pk)
    return [person for person in found if person.is_active]
