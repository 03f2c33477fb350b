"""Fetch and authorise in one step; and who ties whom."""

from datetime import datetime

from django.db.models import Q

from shouwen.apps.complaints.models import Accused, Complaint, free_directors
from shouwen.apps.customers.models import Hospital
from shouwen.apps.people.models import Absence, Grant, User
from shouwen.policy.complaint import Act, Bond, State, Ties, permit
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import STAFF_ROLES, Actor, Role


def find(actor: Actor, number: str) -> Complaint:
    """The complaint, if this person may know of it; else `Refused("absent")`, as of one that is not there."""
    rows = Complaint.objects.for_actor(actor).select_related(
        "hospital", "department", "contact", "ticket", "earlier", "handler", "opened_by", "contacted_by", "archived_by"
    )
    complaint = rows.filter(number=number).first()
    if complaint is None:
        raise Refused("absent")
    return complaint


def lock(actor: Actor, number: str) -> Complaint:
    """As `find`, locked for one act. Needs a transaction."""
    found = Complaint.objects.for_actor(actor).filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise Refused("absent")
    return Complaint.objects.select_for_update().get(pk=found)


def lock_for(actor: Actor, number: str, act: Act) -> Complaint:
    """Locked, and this actor may do this now; else `Refused`."""
    complaint = lock(actor, number)
    permit(act, actor, State(complaint.state), bond(complaint))
    return complaint


def bond(complaint: Complaint) -> Bond:
    """What ties people to it now. Three queries at most."""
    last = complaint.proposals.last()
    return Bond(
        handler=complaint.handler_id,
        proposed_by=last.by_id if last else None,
        accused=accused_of(complaint),
        directors=free_directors(complaint.pk).exists(),
        corrected=complaint.corrected_at is not None,
    )


def accused_of(complaint: Complaint) -> frozenset[int]:
    return frozenset(Accused.objects.filter(complaint=complaint).values_list("person", flat=True))


def ties(complaint: Complaint, at: datetime) -> Ties:
    """Who is complained of, who is their deputy at any hospital or stands in for them now, and whether one leads."""
    accused = accused_of(complaint)
    deputies: set[int | None] = set()
    houses = Hospital.objects.filter(Q(account_manager__in=accused) | Q(deputy__in=accused))
    for manager, deputy in houses.values_list("account_manager", "deputy"):
        deputies |= {manager, deputy}
    out = Absence.objects.filter(user__in=accused, starts_at__lte=at, ends_at__gt=at, withdrawn_at=None)
    deputies |= set(out.values_list("substitute", flat=True))
    leads = Grant.objects.filter(user__in=accused, role=Role.DIRECTOR).exists()
    found = frozenset(pk for pk in deputies if pk is not None) - accused
    return Ties(accused, found, leads)


def staff_with_roles() -> dict[int, tuple[User, frozenset[Role]]]:
    """Everybody of the staff who is here, with his roles, by name. Two queries."""
    roles = [role.value for role in STAFF_ROLES]
    rows = User.objects.filter(kind=User.Kind.STAFF, is_active=True, locked_at=None, grants__role__in=roles)
    people = rows.distinct().order_by("name", "pk").prefetch_related("grants")
    return {each.pk: (each, frozenset(Role(grant.role) for grant in each.grants.all())) for each in people}
