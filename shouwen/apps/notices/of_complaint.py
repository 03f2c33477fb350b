"""What follows an event of a complaint: its handler, those who lead, and the customer are told; nobody accused is."""

from collections.abc import Callable, Mapping
from datetime import datetime

from shouwen.apps.complaints.events import Code
from shouwen.apps.complaints.models import Complaint, free_directors
from shouwen.apps.customers.access import actor_of
from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.reactions import tell_people
from shouwen.apps.people.models import Grant, User
from shouwen.apps.people.queries import with_roles
from shouwen.policy.roles import Role

People = set[int | None]
Part = Callable[[Complaint, datetime], People]


def supervisors(complaint: Complaint, _at: datetime) -> People:
    """Those who lead the desk and are not complained of; when none is left, the administrators."""
    found: People = set(free_directors(complaint.pk).values_list("user", flat=True))
    if found:
        return found
    return set(Grant.objects.filter(role=Role.ADMIN, user__is_active=True).values_list("user", flat=True))


def handler(complaint: Complaint, _at: datetime) -> People:
    return {complaint.handler_id}


def duty(_complaint: Complaint, at: datetime) -> People:
    person = on_duty(SERVICE_CENTRE, at)
    return {person.pk} if person else set()


def customer(complaint: Complaint, _at: datetime) -> People:
    return {complaint.opened_by_id, complaint.contact.user_id if complaint.contact else None}


# Whose side is told, by event: the kind, and who.
TOLD: Mapping[str, tuple[Kind, tuple[Part, ...]]] = {
    Code.FILED: (Kind.COMPLAINT_FILED, (supervisors, duty)),
    Code.ASSIGNED: (Kind.COMPLAINT_ASSIGNED, (handler,)),
    Code.UNASSIGNED: (Kind.COMPLAINT_UNASSIGNED, (supervisors,)),
    Code.PROPOSED: (Kind.COMPLAINT_PROPOSED, (supervisors,)),
    Code.APPROVED: (Kind.COMPLAINT_DECIDED, (handler,)),
    Code.RETURNED: (Kind.COMPLAINT_DECIDED, (handler,)),
    Code.ANSWERED: (Kind.COMPLAINT_ANSWERED, (customer,)),
    Code.CONCLUDED: (Kind.COMPLAINT_ANSWERED, (customer,)),
    Code.ACCEPTED: (Kind.COMPLAINT_ACCEPTED, (handler, supervisors)),
    Code.REJECTED: (Kind.COMPLAINT_REJECTED, (handler, supervisors)),
    Code.REOPENED: (Kind.COMPLAINT_REJECTED, (handler, supervisors)),
    Code.WITHDRAWN: (Kind.COMPLAINT_WITHDRAWN, (handler, supervisors, customer)),
    Code.WARNED: (Kind.COMPLAINT_LATE, (handler, supervisors)),
    Code.BREACHED: (Kind.COMPLAINT_LATE, (handler, supervisors, duty)),
}


def tell_of_complaint(event: Event) -> None:
    """A notice, and a letter, for each who has a part in it and may know of it, whatever he has chosen."""
    if event.data.get("overtaken"):
        return
    complaint = Complaint.objects.select_related("hospital", "contact").get(pk=event.subject_id)
    kind, parts = TOLD.get(event.code) or _word(event)
    ids = {person for part in parts for person in part(complaint, event.at) if person is not None}
    if event.actor_kind != "system":
        ids.discard(event.actor_id or 0)
    sides = {User.Kind.CUSTOMER if part is customer else User.Kind.STAFF for part in parts}
    people = sorted(with_roles(ids).values(), key=lambda person: person.pk)
    people = [person for person in people if person.kind in sides and may_know_of(person, complaint)]
    tell_people(kind, event, people, grave=True, complaint=complaint)


def _word(event: Event) -> tuple[Kind, tuple[Part, ...]]:
    """A word goes to the other side."""
    return Kind.COMPLAINT_WORD, (handler, supervisors) if event.actor_kind == "customer" else (customer,)


def may_know_of(person: User, complaint: Complaint) -> bool:
    """Is this person still here, and may he know of the complaint now? Asked again whenever something is sent."""
    return person.is_active and Complaint.objects.for_actor(actor_of(person)).filter(pk=complaint.pk).exists()
