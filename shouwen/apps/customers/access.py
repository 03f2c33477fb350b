"""From a signed-in account to the actor that the engine knows, and from an actor to the hospitals he may keep."""

from typing import Any

from django.db.models import Q, QuerySet

from shouwen.apps.customers.models import Contact, Hospital, Posting
from shouwen.apps.people.models import Grant, User
from shouwen.apps.prepared import Prepared, attach
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import READS_CUSTOMERS, WRITES_CUSTOMERS, Actor, Level, Role, need


def actor_of(user: User) -> Actor:
    """Who this account is, and how far it sees. Two queries."""
    if "grants" not in getattr(user, "_prefetched_objects_cache", {}):
        # Kept on the account: the page that greets him by his role asks for no more.
        attach([user], "grants", _GRANTS.ask(user=user.pk), "user_id")
    roles = frozenset(Role(grant.role) for grant in user.grants.all())
    if user.kind == User.Kind.CUSTOMER:
        return _customer(user, roles)
    hospitals: frozenset[int] = frozenset()
    if roles & {Role.RESIDENT, Role.ACCOUNT_MANAGER}:
        hospitals = frozenset(_HOSPITALS.ask(user=user.pk))
    level = Level(user.level) if user.level else None
    return Actor("staff", user.pk, user.name, roles, level, hospitals)


def _build_hospitals(user: int) -> QuerySet[Any, int]:
    managed = Hospital.objects.filter(Q(account_manager=user) | Q(deputy=user)).values_list("pk", flat=True)
    posted = Posting.objects.filter(engineer=user, until=None).values_list("hospital_id", flat=True)
    return managed.order_by().union(posted.order_by())


_GRANTS = Prepared(lambda user: Grant.objects.filter(user=user))
_HOSPITALS = Prepared(_build_hospitals)
# With everything that the portal says of him at the head of each page: it asks for no more.
AROUND = ("hospital__account_manager", "hospital__deputy", "department")
_CONTACT = Prepared(
    lambda user: Contact.objects.filter(user=user, retired_on=None).select_related(*AROUND).order_by("pk")[:1]
)
_KEPT = "contact_kept"


def _customer(user: User, roles: frozenset[Role]) -> Actor:
    found = _CONTACT.ask(user=user.pk)
    if not found:
        return Actor("customer", user.pk, user.name, roles)
    contact = found[0]
    setattr(user, _KEPT, contact)
    # A ward whose department nobody knows sees what it opened, never the whole house.
    whole = Role.IT_HEAD in roles or (contact.department_id is None and Role.WARD not in roles)
    return Actor(
        "customer",
        user.pk,
        user.name,
        roles,
        hospitals=frozenset({contact.hospital_id}),
        departments=None if whole else frozenset({contact.department_id or 0}),
    )


def contact_behind(user: User) -> Contact | None:
    """The contact of a hospital's account, as `actor_of` has found it just before."""
    found: Contact | None = getattr(user, _KEPT, None)
    return found


def find_hospital(actor: Actor, hospital_id: int) -> Hospital:
    """The hospital, if this person may read its record. Refused: `not_your_role`, `absent`."""
    need(actor, READS_CUSTOMERS, "read_customers")
    return _visible(actor, hospital_id)


def lock_hospital(actor: Actor, hospital_id: int) -> Hospital:
    """The hospital locked for one act, if this person keeps its record. Refused: `not_your_role`, `absent`."""
    need(actor, WRITES_CUSTOMERS, "keep_customers")
    found = _visible(actor, hospital_id)
    return Hospital.objects.select_for_update().get(pk=found.pk)


def may_keep(actor: Actor) -> bool:
    """Does this person keep hospitals, what runs there and what was agreed?"""
    return bool(actor.roles & WRITES_CUSTOMERS)


def _visible(actor: Actor, hospital_id: int) -> Hospital:
    people = ("account_manager", "deputy")
    rows = Hospital.objects.for_actor(actor).filter(pk=hospital_id, is_unlisted=False).select_related(*people)
    hospital = rows.first()
    if hospital is None:
        raise Refused("absent")
    return hospital
