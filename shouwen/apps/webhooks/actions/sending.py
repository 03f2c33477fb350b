"""A test, and one more try."""

import secrets
from datetime import datetime, timedelta

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.outbox.actions import enqueue, revive
from shouwen.apps.outbox.signing import delivery_key
from shouwen.apps.webhooks import events
from shouwen.apps.webhooks.access import lock
from shouwen.apps.webhooks.kinds import PING
from shouwen.apps.webhooks.models import Endpoint, Sending
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

CHANNEL = "webhook"
PING_LIFE = timedelta(minutes=10)
MOST_PINGS = 10


@act
def ping(actor: Actor, endpoint_id: int, *, at: datetime) -> Sending:
    """Send a test, also to an endpoint that is switched off. Refused: `absent`, `too_many_pings` (in ten minutes)."""
    row = lock(actor, endpoint_id)
    if row.sendings.filter(kind=PING, at__gt=at - PING_LIFE).count() >= MOST_PINGS:
        raise Refused("too_many_pings", limit=MOST_PINGS)
    key = delivery_key(row.pk, secrets.token_hex(16))
    sending = put(row, key, PING, None, at=at, not_after=at + PING_LIFE)
    events.record(row, events.Code.PINGED, actor, at, sending=sending.pk)
    return sending


@act
def resend(actor: Actor, endpoint_id: int, sending_id: int, *, at: datetime) -> Sending:
    """Try once more what was given up, under the same id. Refused: `absent`, `not_dead`."""
    row = lock(actor, endpoint_id)
    sending = row.sendings.filter(pk=sending_id).first()
    if sending is None:
        raise Refused("absent")
    revive(actor, sending.key, at=at)
    events.record(row, events.Code.RESENT, actor, at, sending=sending.pk)
    return sending


def put(endpoint: Endpoint, key: str, kind: str, event_id: int | None, *, at: datetime, not_after: datetime) -> Sending:
    """Write down that this is to be sent. Part of an act, in its transaction."""
    sending = Sending.objects.create(endpoint=endpoint, event_id=event_id, kind=kind, key=key, at=at)
    enqueue(key, CHANNEL, {"endpoint": endpoint.pk, "event": event_id}, at=at, not_after=not_after)
    return sending
