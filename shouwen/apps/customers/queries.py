"""Hospitals and their people, as the doors ask for them."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from shouwen.apps.customers.models import Contact, Department, Hospital
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import whole_people
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import READS_CUSTOMERS, Actor, Role


def contact_of(actor: Actor) -> Contact | None:
    """The contact behind a customer's account, with hospital, department and the people who stand for it."""
    return (
        Contact.objects.filter(user=actor.id, hospital__in=actor.hospitals)
        .select_related("hospital__account_manager", "hospital__deputy", "department")
        .first()
    )


def departments_for(actor: Actor) -> list[Department]:
    """The departments for which this person may report: his own, or all of his hospital's."""
    found = Department.objects.filter(hospital__in=actor.hospitals, retired_on=None).select_related("campus")
    if actor.departments is not None:
        found = found.filter(pk__in=actor.departments)
    return list(found.order_by("campus_id", "pk"))


def unlisted_hospital(actor: Actor) -> Hospital:
    """Where a request waits whose hospital nobody knows yet; its standing contact is who took the first such call."""
    hospital, _ = Hospital.objects.get_or_create(
        is_unlisted=True,
        defaults={"name": "unlisted", "short_name": "unlisted", "account_manager_id": actor.person},
    )
    return hospital


def hospitals_for(actor: Actor) -> list[Hospital]:
    """The hospitals that this person may know of, by name."""
    return list(Hospital.objects.for_actor(actor).filter(is_unlisted=False).order_by("name"))


def departments_of(hospitals: Sequence[Hospital]) -> list[Department]:
    """All departments of these hospitals, with their campus."""
    ids = [hospital.pk for hospital in hospitals]
    rows = Department.objects.filter(hospital__in=ids, retired_on=None)
    return list(rows.select_related("campus").order_by("campus_id", "pk"))


def contacts_of(hospitals: Sequence[Hospital]) -> list[Contact]:
    """All present contacts of these hospitals."""
    ids = [hospital.pk for hospital in hospitals]
    return list(Contact.objects.filter(hospital__in=ids, retired_on=None).order_by("hospital_id", "pk"))


def contacts_for(actor: Actor) -> QuerySet[Contact]:
    """The contacts whose accounts this person may see: of his hospitals; the administrators see all."""
    rows = Contact.objects.filter(hospital__is_unlisted=False, retired_on=None)
    if not actor.roles & (READS_CUSTOMERS | {Role.SECURITY_ADMIN}):
        return rows.none()
    if not (actor.is_staff and actor.roles & {Role.ADMIN, Role.SECURITY_ADMIN}):
        rows = rows.filter(hospital__in=Hospital.objects.for_actor(actor))
    return rows.select_related("hospital", "department", "user").order_by("hospital__name", "name", "pk")


def person_for(actor: Actor, person_id: int, *, whole: bool = False) -> User:
    """A colleague's account, or a contact's whom this person may know of; `whole`: with all that its page shows.

    `Refused("absent")` for any other.
    """
    theirs = contacts_for(actor).exclude(user=None).values("user")
    rows = whole_people() if whole else User.objects.all()
    found = rows.filter(Q(kind=User.Kind.STAFF) | Q(pk__in=theirs)).filter(pk=person_id).first()
    if found is None:
        raise Refused("absent")
    return found


def contact_page(actor: Actor, name: str, after: str, *, size: int = 30) -> tuple[list[Contact], str]:
    """A page of contacts by hospital and name, and the cursor of the next one, "" when this is the last."""
    rows = contacts_for(actor)
    if name:
        rows = rows.filter(Q(name__icontains=name) | Q(hospital__name__icontains=name))
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    found = list(rows[start : start + size + 1])
    return found[:size], str(start + size) if len(found) > size else ""
