"""Roles, locks, sessions and second factors: the security administrator's, or the administrator's while he is both."""

from datetime import datetime

from allauth.mfa.models import Authenticator

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people import events
from shouwen.apps.people.access import lock
from shouwen.apps.people.house_rules import house_rules, may_secure
from shouwen.apps.people.models import Grant, User
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import CUSTOMER_ROLES, STAFF_ROLES, Actor, Role
from shouwen.policy.separation import clash


@act
def grant_role(actor: Actor, person_id: int, role: str, *, at: datetime) -> User:
    """Give a person a role of his own kind.

    Refused: `not_your_role`, `absent`; while the administrators are separated `own_roles`, and with `field`
    `posts_exclude`; with `field`: `unknown_choice`.
    """
    _secures(actor, "grant_role", at)
    person = lock(person_id)
    fitting = STAFF_ROLES if person.kind == User.Kind.STAFF else CUSTOMER_ROLES
    if role not in {each.value for each in fitting}:
        raise Refused("unknown_choice", field="role")
    if house_rules(at).separated:
        _not_his_own(actor, person)
        if clash([role, *person.grants.values_list("role", flat=True)]):
            raise Refused("posts_exclude", field="role")
    if Grant.objects.get_or_create(user=person, role=role)[1]:
        events.record(person, events.Code.ROLE_GRANTED, actor, at, role=role)
    return person


@act
def withdraw_role(actor: Actor, person_id: int, role: str, *, at: datetime) -> User:
    """Take a role away; the last of a post keeps his.

    Refused: `not_your_role`, `absent`, `last_admin`, `last_security_admin`; `own_roles` while separated; with
    `field`: `unknown_choice`.
    """
    _secures(actor, "withdraw_role", at)
    if role not in set(Role):
        raise Refused("unknown_choice", field="role")
    person = lock(person_id)
    separated = house_rules(at).separated
    if separated:
        _not_his_own(actor, person)
    if role in {Role.ADMIN, Role.SECURITY_ADMIN}:
        keep_a_post(person, Role(role), separated)
    if Grant.objects.filter(user=person, role=role).delete()[0]:
        events.record(person, events.Code.ROLE_WITHDRAWN, actor, at, role=role)
    return person


def keep_posts(leaving: User, at: datetime) -> None:
    """Refused `last_admin`, `last_security_admin` when nobody else could do what this person may."""
    separated = house_rules(at).separated
    for role in (Role.ADMIN, Role.SECURITY_ADMIN):
        if leaving.grants.filter(role=role).exists():
            keep_a_post(leaving, role, separated)


def keep_a_post(leaving: User, role: Role, separated: bool) -> None:
    """Every holder's row is locked for it. While not separated an administrator does both."""
    if role == Role.SECURITY_ADMIN and not separated:
        return
    holders = User.objects.filter(kind=User.Kind.STAFF, is_active=True, locked_at=None, grants__role=role)
    ids = [each.pk for each in User.objects.select_for_update().filter(pk__in=holders.values("pk")).order_by("pk")]
    if ids == [leaving.pk]:
        raise Refused("last_admin" if role == Role.ADMIN else "last_security_admin")


@act
def remove_second_factor(actor: Actor, person_id: int, *, at: datetime) -> User:
    """Whoever lost his phone and his recovery codes signs in with the password alone, and sets it up again.

    Refused: `not_your_role`, `absent`, `no_second_factor`.
    """
    _secures(actor, "remove_second_factor", at)
    person = lock(person_id)
    if not Authenticator.objects.filter(user=person).delete()[0]:
        raise Refused("no_second_factor")
    events.record(person, events.Code.SECOND_FACTOR_REMOVED, actor, at)
    return person


@act
def end_sessions(actor: Actor, person_id: int, *, at: datetime) -> User:
    """Every session of a person ends; he may sign in again. Refused: `not_your_role`, `absent`."""
    _secures(actor, "end_sessions", at)
    person = lock(person_id)
    person.session_round += 1
    person.save(update_fields=["session_round"])
    events.record(person, events.Code.SESSIONS_ENDED, actor, at)
    return person


@act
def lock_account(actor: Actor, person_id: int, *, at: datetime) -> User:
    """Neither a password nor a token opens it until it is unlocked; every session ends. A second time changes nothing.

    Refused: `not_your_role`, `absent`, `is_yourself`, `last_admin`, `last_security_admin`.
    """
    _secures(actor, "lock_account", at)
    person = lock(person_id)
    if person.pk == actor.id:
        raise Refused("is_yourself")
    keep_posts(person, at)
    if person.locked_at is None:
        person.locked_at = at
        person.session_round += 1
        person.save(update_fields=["locked_at", "session_round"])
        events.record(person, events.Code.LOCKED, actor, at)
    return person


@act
def unlock_account(actor: Actor, person_id: int, *, at: datetime) -> User:
    """It opens again with what opened it before. Refused: `not_your_role`, `absent`."""
    _secures(actor, "unlock_account", at)
    person = lock(person_id)
    if person.locked_at is not None:
        person.locked_at = None
        person.save(update_fields=["locked_at"])
        events.record(person, events.Code.UNLOCKED, actor, at)
    return person


def _secures(actor: Actor, act_: str, at: datetime) -> None:
    if not may_secure(actor, at):
        raise Refused("not_your_role", act=act_)


def _not_his_own(actor: Actor, person: User) -> None:
    if person.pk == actor.id:
        raise Refused("own_roles")
