"""A hospital's standing people, and accounts for its contacts."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from shouwen.apps.customers.models import Contact, Hospital, Posting
from shouwen.apps.customers.queries import contacts_for
from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.access import may_manage
from shouwen.apps.people.actions.account import Details, make_account
from shouwen.apps.people.models import User
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import CUSTOMER_ROLES, Actor, Role

SUBJECT = "hospital"
PEOPLE_CHANGED = "hospital.people_changed"
ACCOUNT_ADDED = "hospital.account_added"


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
    _record(hospital, ACCOUNT_ADDED, actor, at, contact=contact.pk, person=person.pk)
    return person, secret


def hand_on_hospitals(actor: Actor, leaver: int, successor: int, *, at: datetime) -> None:
    """Hospitals and postings of somebody who leaves. Part of `departures.leave`, in its transaction.

    A deputy who becomes account manager is followed by nobody: that is decided by a person.
    """
    today = timezone.localtime(at).date()
    theirs = Q(account_manager=leaver) | Q(deputy=leaver)
    posted = Posting.objects.filter(engineer=leaver, until=None)
    posted_at = set(posted.values_list("hospital_id", flat=True))
    for hospital in Hospital.objects.select_for_update().filter(theirs | Q(pk__in=posted_at)).order_by("pk"):
        if hospital.account_manager_id == leaver:
            hospital.account_manager_id = successor
        if hospital.deputy_id == leaver:
            hospital.deputy_id = successor
        if hospital.deputy_id == hospital.account_manager_id:
            hospital.deputy_id = None
        hospital.save(update_fields=["account_manager", "deputy"])
        if hospital.pk in posted_at:
            posted.filter(hospital=hospital).update(until=today)
            if not Posting.objects.filter(hospital=hospital, engineer=successor, until=None).exists():
                Posting.objects.create(hospital=hospital, engineer_id=successor, since=today)
        _record(
            hospital,
            PEOPLE_CHANGED,
            actor,
            at,
            account_manager=hospital.account_manager_id,
            deputy=hospital.deputy_id,
            posted=successor if hospital.pk in posted_at else None,
        )


def _record(hospital: Hospital, code: str, actor: Actor, at: datetime, **data: object) -> None:
    append(subject=(SUBJECT, hospital.pk), actor=actor.ledger, code=code, at=at, **data)
