"""Hospitals and their people, as the doors ask for them."""

from collections.abc import Sequence

from shouwen.apps.customers.models import Contact, Department, Hospital
from shouwen.policy.roles import Actor


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
