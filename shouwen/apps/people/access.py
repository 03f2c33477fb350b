"""From a secret to the person behind it; and who may change whose account."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import compare_digest

from shouwen.apps.people.models import ApiToken, User
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role

# How exactly the last use is kept: a busy program does not write at every call.
USED_EVERY = timedelta(minutes=1)


def hashed(secret: str) -> str:
    """What is kept of a random secret."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def token_of(secret: str, at: datetime) -> ApiToken | None:
    """The token behind a secret with its person, if both are good at this instant; its use is noted."""
    given = hashed(secret)
    token = ApiToken.objects.select_related("user").filter(hash=given).first()
    if token is None or not compare_digest(token.hash, given) or not token.is_good(at):
        return None
    if token.last_used_at is None or token.last_used_at <= at - USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def bearer(secret: str, at: datetime, scope: str = "read") -> User | None:
    """The person for whom a bearer of this secret may act within `scope`; None for any other secret."""
    token = token_of(secret, at)
    return token.user if token is not None and scope in token.scopes else None


def may_manage(actor: Actor) -> bool:
    """Accounts and links for passwords."""
    return actor.is_staff and Role.ADMIN in actor.roles


def may_lead(actor: Actor) -> bool:
    """Teams, skills, absences, the rota."""
    return actor.is_staff and bool(actor.roles & {Role.ADMIN, Role.DIRECTOR})


def may_share(actor: Actor) -> bool:
    """Views of a list that everybody on the desk then has."""
    return actor.is_staff and Role.DIRECTOR in actor.roles


def still_may(actor: Actor) -> None:
    """Is he still here, with every role that he had when he was asked? Refused: `not_your_role`. One query."""
    if actor.id is None:
        return
    held = set(User.objects.filter(pk=actor.id, is_active=True, locked_at=None).values_list("grants__role", flat=True))
    if not held or not actor.roles <= held:
        raise Refused("not_your_role")


def lock(person_id: int, *, kind: str = "") -> User:
    """An account, locked for an act; `Refused("absent")` when there is none of that kind."""
    rows = User.objects.select_for_update().filter(pk=person_id)
    person = (rows.filter(kind=kind) if kind else rows).first()
    if person is None:
        raise Refused("absent")
    return person
