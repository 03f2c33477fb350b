"""Accounts of the vendor's own people: made, changed, let back in."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people import events
from shouwen.apps.people.access import lock, may_manage
from shouwen.apps.people.actions.password import give_link
from shouwen.apps.people.house_rules import house_rules
from shouwen.apps.people.models import Grant, User
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import STAFF_ROLES, Actor, Level


@dataclass(frozen=True)
class Details:
    """What is written down of a person. `level` is a level's code, or empty."""

    name: str
    email: str = ""
    phone: str = ""
    level: str = ""


@act
def add_person(actor: Actor, username: str, role: str, details: Details, *, at: datetime) -> tuple[User, str]:
    """An account for a colleague, and the secret of the link with which he sets his first password.

    While the administrators are separated it has no role: the security administrator grants it.
    Refused: `not_your_role`; with `field`: `security_grants`, `text_missing`, `text_too_long`, `username_odd`,
    `username_taken`, `email_odd`, `unknown_choice`.
    """
    _manages(actor, "add_person")
    if house_rules(at).separated:
        if role:
            raise Refused("security_grants", field="role")
    elif role not in {each.value for each in STAFF_ROLES}:
        raise Refused("unknown_choice", field="role")
    return make_account(actor, username, role, User.Kind.STAFF, details, at=at)


def make_account(
    actor: Actor, username: str, role: str, kind: str, details: Details, *, at: datetime
) -> tuple[User, str]:
    """The account itself, inside an act that has asked who may."""
    person = User(username=_username(username), kind=kind, **_checked(details))
    person.set_unusable_password()
    person.save()
    if role:
        Grant.objects.create(user=person, role=role)
    events.record(person, events.Code.MADE, actor, at, kind=kind, roles=[role] if role else [])
    return person, give_link(actor, person, at)


@act
def change_person(actor: Actor, person_id: int, details: Details, *, at: datetime) -> User:
    """Write a person's details anew. Refused: `not_your_role`, `absent`; with `field` as `add_person`."""
    _manages(actor, "change_person")
    person = lock(person_id)
    wanted = _checked(details)
    changed = sorted(name for name, value in wanted.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, wanted[name])
    if changed:
        person.save(update_fields=changed)
        events.record(person, events.Code.CHANGED, actor, at, fields=changed)
    return person


@act
def change_phone(actor: Actor, phone: str, *, at: datetime) -> User:
    """One's own telephone number. Refused with `field`: `text_too_long`."""
    person = lock(actor.person)
    wanted = checked_text(phone, "phone", limit=32, required=False)
    if wanted != person.phone:
        person.phone = wanted
        person.save(update_fields=["phone"])
        events.record(person, events.Code.CHANGED, actor, at, fields=["phone"])
    return person


@act
def let_back(actor: Actor, person_id: int, *, at: datetime) -> User:
    """Somebody who had left works here again, with the roles he had. Refused: `not_your_role`, `absent`."""
    _manages(actor, "let_back")
    person = lock(person_id)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        events.record(person, events.Code.CAME_BACK, actor, at)
    return person


def checked_email(text: str) -> str:
    """An address, or empty; `Refused("email_odd")` at its field for anything else."""
    email = checked_text(text, "email", limit=254, required=False)
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Refused("email_odd", field="email") from None
    return email


def _manages(actor: Actor, act_: str) -> None:
    if not may_manage(actor):
        raise Refused("not_your_role", act=act_)


def _checked(details: Details) -> dict[str, str]:
    if details.level and details.level not in set(Level):
        raise Refused("unknown_choice", field="level")
    return {
        "name": checked_text(details.name, "name", limit=64),
        "email": checked_email(details.email),
        "phone": checked_text(details.phone, "phone", limit=32, required=False),
        "level": details.level,
    }


def _username(text: str) -> str:
    name = checked_text(text, "username", limit=150)
    try:
        User.username_validator(name)
    except ValidationError:
        raise Refused("username_odd", field="username") from None
    if User.objects.filter(username__iexact=name).exists():
        raise Refused("username_taken", field="username")
    return name
