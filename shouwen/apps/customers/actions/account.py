"""Accounts for a hospital's contacts."""

from datetime import datetime

from shouwen.apps.customers.events import Code, record
from shouwen.apps.customers.models import Contact, Hospital
from shouwen.apps.customers.queries import contacts_for
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.access import may_manage
from shouwen.apps.people.actions.account import Details, make_account
from shouwen.apps.people.models import User
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import CUSTOMER_ROLES, Actor, Role


def may_add_accounts(actor: Actor) -> bool:
    """The administrator, and an account manager for the hospitals that he stands for."""
    return may_manage(actor) or (actor.is_staff and Role.ACCOUNT_MANAGER in actor.roles)


@act
def add_account(
    actor: Actor, contact_id: int, username: str, role: str, email: str, *, at: datetime
) -> tuple[User, str]:
    """An account for a contact of a hospital, and the secret of the link with which he sets his password.

    Refused: `not_your_role`, `absent`, `has_account`; with `field`: `unknown_choice`, and as `people.add_person`.
    """
    if not may_add_accounts(actor):
        raise Refused("not_your_role", act="add_account")
    found = contacts_for(actor).filter(pk=contact_id).first()
    if found is None:
        raise Refused("absent")
    hospital = Hospital.objects.select_for_update().get(pk=found.hospital_id)
    contact = Contact.objects.get(pk=found.pk)
    if contact.user_id is not None:
        raise Refused("has_account")
    if role not in {each.value for each in CUSTOMER_ROLES}:
        raise Refused("unknown_choice", field="role")
    if role == Role.WARD and contact.department_id is None:
        raise Refused("ward_without_department", field="role")
    details = Details(name=contact.name, email=email, phone=contact.phone)
    person, secret = make_account(actor, username, role, User.Kind.CUSTOMER, details, at=at)
    contact.user = person
    contact.save(update_fields=["user"])
    record(hospital, Code.ACCOUNT_ADDED, actor, at, contact=contact.pk, person=person.pk)
    return person, secret
