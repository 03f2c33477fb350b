"""Hospitals and their people, as the doors ask for them."""

from shouwen.apps.customers.models import Contact, Department
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
    found = Department.objects.filter(hospital__in=actor.hospitals).select_related("campus")
    if actor.departments is not None:
        found = found.filter(pk__in=actor.departments)
    return list(found.order_by("campus_id", "pk"))
