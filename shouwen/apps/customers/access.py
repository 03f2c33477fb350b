"""From a signed-in account to the actor that the engine knows."""

from django.db.models import Q

from shouwen.apps.customers.models import Contact, Hospital, Posting
from shouwen.apps.people.models import User
from shouwen.policy.roles import Actor, Level, Role


def actor_of(user: User) -> Actor:
    """Who this account is, and how far it sees. Three queries for staff, two for a customer."""
    roles = frozenset(Role(role) for role in user.grants.values_list("role", flat=True))
    if user.kind == User.Kind.CUSTOMER:
        return _customer(user, roles)
    hospitals: frozenset[int] = frozenset()
    if roles & {Role.RESIDENT, Role.ACCOUNT_MANAGER}:
        managed = Hospital.objects.filter(Q(account_manager=user) | Q(deputy=user)).values_list("pk", flat=True)
        posted = Posting.objects.filter(engineer=user, until=None).values_list("hospital_id", flat=True)
        hospitals = frozenset(managed) | frozenset(posted)
    level = Level(user.level) if user.level else None
    return Actor("staff", user.pk, user.name, roles, level, hospitals)


def _customer(user: User, roles: frozenset[Role]) -> Actor:
    contact = Contact.objects.filter(user=user).first()
    if contact is None:
        return Actor("customer", user.pk, user.name, roles)
    whole = contact.department_id is None or Role.IT_HEAD in roles
    return Actor(
        "customer",
        user.pk,
        user.name,
        roles,
        hospitals=frozenset({contact.hospital_id}),
        departments=None if whole else frozenset({contact.department_id or 0}),
    )
