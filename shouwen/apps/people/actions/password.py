"""Setting a password by a link that is good for one use."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people import events
from shouwen.apps.people.access import hashed, lock, may_manage
from shouwen.apps.people.models import PasswordLink, User
from shouwen.policy.password_profile import KEPT
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

LASTS = timedelta(hours=72)


@act
def issue_link(actor: Actor, person_id: int, *, at: datetime) -> tuple[User, str]:
    """A link with which a person sets his password, and its secret; a former link ends.

    Refused: `not_your_role`, `absent`, `person_left`.
    """
    if not may_manage(actor):
        raise Refused("not_your_role", act="issue_link")
    person = lock(person_id)
    if not person.is_active:
        raise Refused("person_left")
    return person, give_link(actor, person, at)


def give_link(actor: Actor, person: User, at: datetime) -> str:
    """The link itself, inside an act that has asked who may."""
    person.password_links.filter(ended_at=None).update(ended_at=at)
    secret = secrets.token_urlsafe(32)
    link = PasswordLink.objects.create(user=person, hash=hashed(secret), expires_at=at + LASTS)
    events.record(person, events.Code.LINK_ISSUED, actor, at, link=link.pk)
    return secret


def link_of(secret: str, at: datetime) -> PasswordLink | None:
    """The link behind a secret, if it is still good."""
    found = PasswordLink.objects.filter(hash=hashed(secret), ended_at=None, expires_at__gt=at, user__is_active=True)
    return found.select_related("user").first()


@act
def set_password(secret: str, password: str, *, at: datetime) -> User:
    """Use a link: the password is set, every session of before ends. Refused: `absent`; with `field`: `password_weak`.

    The person himself is the actor: whoever holds the link speaks for him.
    """
    found = link_of(secret, at)
    if found is None:
        raise Refused("absent")
    person = lock(found.user_id)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused("password_weak", field="password", why=" ".join(error.messages)) from None
    if not PasswordLink.objects.filter(pk=found.pk, ended_at=None).update(ended_at=at):
        raise Refused("absent")
    _give(person, password, at)
    events.record(person, events.Code.PASSWORD_SET, _himself(person), at, link=found.pk)
    return person


@act
def change_password(person: User, password: str, *, at: datetime) -> User:
    """His own, by himself, who has just typed the present one: what was typed is checked by the form already."""
    lock(person.pk)
    _give(person, password, at)
    events.record(person, events.Code.PASSWORD_SET, _himself(person), at)
    return person


def _give(person: User, password: str, at: datetime) -> None:
    """The password, since when, and what it must not become again."""
    before = [person.password] if person.has_usable_password() else []
    person.former_passwords = [*before, *person.former_passwords][:KEPT]
    person.set_password(password)
    person.password_since = at
    person.save(update_fields=["password", "former_passwords", "password_since"])


def _himself(person: User) -> Actor:
    return Actor(person.kind, person.pk, person.name)
