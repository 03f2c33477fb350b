"""Keys with which a program speaks for a person."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people import events
from shouwen.apps.people.access import hashed
from shouwen.apps.people.models import ApiToken, User
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role

DAYS = (30, 90, 365)
MOST = 20
SHOWN = 10


class Scope(StrEnum):
    READ = "read"
    WRITE = "write"


@act
def issue_token(
    actor: Actor, name: str, scopes: Collection[str], days: int = 365, *, at: datetime
) -> tuple[ApiToken, str]:
    """A new token of the actor's own, and its secret, which is kept nowhere; `days` is one of `DAYS`.

    Refused with `field`: `text_missing`, `text_too_long`, `unknown_choice`, `too_many_tokens`.
    """
    person = User.objects.select_for_update().get(pk=actor.person)
    name = checked_text(name, "name", limit=64)
    if not scopes or not set(scopes) <= {scope.value for scope in Scope}:
        raise Refused("unknown_choice", field="scopes")
    if days not in DAYS:
        raise Refused("unknown_choice", field="days")
    if person.tokens.filter(revoked_at=None, expires_at__gt=at).count() >= MOST:
        raise Refused("too_many_tokens", field="name", limit=MOST)
    secret = f"sw_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=person,
        name=name,
        prefix=secret[:SHOWN],
        hash=hashed(secret),
        scopes=sorted(set(scopes)),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    events.record(person, events.Code.TOKEN_ISSUED, actor, at, token=token.pk, scopes=token.scopes)
    return token, secret


@act
def revoke_token(actor: Actor, token_id: int, *, at: datetime) -> ApiToken:
    """End a token of one's own, or, as administrator, anybody's; a second time changes nothing. Refused: `absent`."""
    found = ApiToken.objects.filter(pk=token_id)
    if Role.ADMIN not in actor.roles:
        found = found.filter(user=actor.person)
    token = found.first()
    if token is None:
        raise Refused("absent")
    person = User.objects.select_for_update().get(pk=token.user_id)
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        events.record(person, events.Code.TOKEN_REVOKED, actor, at, token=token.pk)
    token.refresh_from_db()
    return token
