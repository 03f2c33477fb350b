"""An address that is called: set up, changed, taken away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.outbox.destination import destination_of
from shouwen.apps.outbox.signing import new_secret, seal
from shouwen.apps.people.models import User
from shouwen.apps.webhooks import events
from shouwen.apps.webhooks.access import lock, may_have
from shouwen.apps.webhooks.kinds import offered
from shouwen.apps.webhooks.models import Endpoint
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

MOST = 10


@dataclass(frozen=True)
class Wanted:
    """What its keeper says of it. `kinds`: codes of events, of `kinds.offered`."""

    url: str
    description: str
    kinds: Collection[str]


@act
def add_endpoint(actor: Actor, wanted: Wanted, *, at: datetime) -> tuple[Endpoint, str]:
    """A new endpoint of the actor's hospital, or of the vendor; and its secret, which is told this once.

    Refused: `absent`; with `field`: `text_missing`, `text_too_long`, `url_odd`, `url_internal`, `url_not_https`,
    `unknown_choice`, `too_many_endpoints`.
    """
    if not may_have(actor):
        raise Refused("absent")
    # One at a time for each person: the number is looked at and then used up.
    User.objects.select_for_update().get(pk=actor.person)
    hospital = next(iter(actor.hospitals)) if actor.is_customer else None
    row = Endpoint(hospital_id=hospital, keeper_id=actor.person, made_at=at)
    _say(row, wanted)
    if Endpoint.objects.for_actor(actor).count() >= MOST:
        raise Refused("too_many_endpoints", field="url", limit=MOST)
    secret = new_secret()
    row.secret = seal(secret)
    row.save()
    events.record(row, events.Code.ADDED, actor, at, kinds=row.kinds)
    return row, secret


@act
def change_endpoint(actor: Actor, endpoint_id: int, wanted: Wanted, *, at: datetime) -> Endpoint:
    """Change what it is; whoever does is its keeper from now on, and another address starts with a clean record.

    Refused as `add_endpoint`.
    """
    row = lock(actor, endpoint_id)
    before = row.url
    _say(row, wanted)
    row.keeper_id = actor.person
    if row.url != before:
        row.failing_since, row.failures, row.rests_until = None, 0, None
    row.save()
    events.record(row, events.Code.CHANGED, actor, at, kinds=row.kinds, moved=row.url != before)
    return row


@act
def remove_endpoint(actor: Actor, endpoint_id: int, *, at: datetime) -> Endpoint:
    """Take it away for good: its secrets are forgotten, what waits for it is not sent. Refused: `absent`."""
    row = lock(actor, endpoint_id)
    row.removed_at, row.secret, row.old_secret, row.old_until = at, "", "", None
    row.save()
    events.record(row, events.Code.REMOVED, actor, at)
    return row


def _say(row: Endpoint, wanted: Wanted) -> None:
    row.url = wanted.url.strip()
    destination_of(row.url)
    row.description = checked_text(wanted.description, "description", limit=120, required=False)
    possible = [code.value for code in offered(of_vendor=row.hospital_id is None)]
    if not wanted.kinds or not set(wanted.kinds) <= set(possible):
        raise Refused("unknown_choice", field="kinds")
    row.kinds = [code for code in possible if code in set(wanted.kinds)]
