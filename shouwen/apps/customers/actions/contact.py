"""People of a hospital: whom we call, with an account at the portal or without."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from shouwen.apps.customers.access import lock_hospital
from shouwen.apps.customers.events import Code, record
from shouwen.apps.customers.models import Contact, Department, Hospital
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.policy.fax import checked_fax
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role


@dataclass(frozen=True)
class ContactFacts:
    """What a form says of a contact. `account`: the name of a customer account that belongs to nobody yet, or ""."""

    name: str
    title: str = ""
    phone: str = ""
    department_id: int | None = None
    is_it: bool = False
    account: str = ""
    fax: str = ""


@act
def add_contact(actor: Actor, hospital_id: int, facts: ContactFacts, *, at: datetime) -> Contact:
    """A new contact. Refused: `not_your_role`, `absent`; with `field`: `text_missing`, `text_too_long`, `absent`,
    `no_such_account`, `account_taken`, `fax_odd`."""
    hospital = lock_hospital(actor, hospital_id)
    contact = Contact(hospital=hospital)
    _put(contact, _checked(hospital, facts, contact))
    contact.save()
    record(hospital, Code.CONTACT_ADDED, actor, at, contact=contact.pk, department=contact.department_id)
    return contact


@act
def change_contact(actor: Actor, hospital_id: int, contact_id: int, facts: ContactFacts, *, at: datetime) -> Contact:
    """Change a contact; the ledger keeps which fields, not what stood in them. Refused: as `add_contact`, and
    `nothing_changed` with `field`."""
    hospital = lock_hospital(actor, hospital_id)
    contact = _present(hospital, contact_id)
    wanted = _checked(hospital, facts, contact)
    changed = sorted(name for name, value in wanted.items() if getattr(contact, name) != value)
    if not changed:
        raise Refused("nothing_changed", field="name")
    _put(contact, wanted)
    contact.save()
    record(hospital, Code.CONTACT_CHANGED, actor, at, contact=contact.pk, fields=changed)
    return contact


@act
def retire_contact(actor: Actor, hospital_id: int, contact_id: int, *, at: datetime) -> Contact:
    """The contact is no longer with the hospital; his account sees nothing of it any more.

    Refused: `not_your_role`, `absent`.
    """
    hospital = lock_hospital(actor, hospital_id)
    contact = _present(hospital, contact_id)
    user = contact.user_id
    contact.retired_on, contact.is_it, contact.user = timezone.localdate(at), False, None
    contact.save(update_fields=["retired_on", "is_it", "user"])
    record(hospital, Code.CONTACT_RETIRED, actor, at, contact=contact.pk, account=user)
    return contact


@act
def bring_back_contact(actor: Actor, hospital_id: int, contact_id: int, *, at: datetime) -> Contact:
    """The contact is with the hospital again; in no department while his own is retired. An account that he had is not
    given back: it is tied to him anew, if at all.

    Refused: `not_your_role`, `absent`.
    """
    hospital = lock_hospital(actor, hospital_id)
    rows = hospital.contacts.filter(pk=contact_id, retired_on__isnull=False).select_related("department")
    contact = rows.first()
    if contact is None:
        raise Refused("absent")
    contact.retired_on = None
    if contact.department is not None and contact.department.retired_on is not None:
        contact.department = None
    contact.save(update_fields=["retired_on", "department"])
    record(hospital, Code.CONTACT_BROUGHT_BACK, actor, at, contact=contact.pk, department=contact.department_id)
    return contact


def _present(hospital: Hospital, contact_id: int) -> Contact:
    contact = hospital.contacts.filter(pk=contact_id, retired_on=None).select_related("department", "user").first()
    if contact is None:
        raise Refused("absent")
    return contact


def _checked(hospital: Hospital, facts: ContactFacts, contact: Contact) -> dict[str, Any]:
    user = _account(facts.account.strip(), contact)
    department = _department(hospital, facts.department_id, contact)
    if user and department is None and set(user.grants.values_list("role", flat=True)) == {Role.WARD}:
        raise Refused("ward_without_department", field="department")
    return {
        "name": checked_text(facts.name, "name", limit=64),
        "title": checked_text(facts.title, "title", limit=64, required=False),
        "phone": checked_text(facts.phone, "phone", limit=32, required=False),
        "fax": checked_fax(facts.fax),
        "department": department,
        "is_it": facts.is_it,
        "user": user,
    }


def _department(hospital: Hospital, department_id: int | None, contact: Contact) -> Department | None:
    if department_id is None or department_id == contact.department_id:
        return contact.department if department_id else None
    department = hospital.departments.filter(pk=department_id, retired_on=None).first()
    if department is None:
        raise Refused("absent", field="department")
    return department


def _account(username: str, contact: Contact) -> User | None:
    if not username:
        return None
    if contact.user and username == contact.user.username:
        return contact.user
    user = User.objects.filter(username=username, kind=User.Kind.CUSTOMER, is_active=True).first()
    if user is None:
        raise Refused("no_such_account", field="account")
    if Contact.objects.filter(user=user).exclude(pk=contact.pk).exists():
        raise Refused("account_taken", field="account")
    return user


def _put(contact: Contact, wanted: dict[str, Any]) -> None:
    for name, value in wanted.items():
        setattr(contact, name, value)
