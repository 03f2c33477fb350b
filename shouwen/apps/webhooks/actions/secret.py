"""A new secret, while the old one still counts for a day."""

from datetime import datetime, timedelta

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.outbox.signing import new_secret, seal, unseal
from shouwen.apps.webhooks import events
from shouwen.apps.webhooks.access import lock
from shouwen.apps.webhooks.models import Endpoint
from shouwen.policy.roles import Actor

OVERLAP = timedelta(days=1)


@act
def rotate_secret(actor: Actor, endpoint_id: int, *, at: datetime) -> tuple[Endpoint, str]:
    """Until this hour of tomorrow everything is signed with both. The secret is told this once. Refused: `absent`."""
    row = lock(actor, endpoint_id)
    secret = new_secret()
    row.old_secret, row.old_until = row.secret, at + OVERLAP
    row.secret = seal(secret)
    row.save()
    events.record(row, events.Code.SECRET_ROTATED, actor, at, old_until=row.old_until.isoformat())
    return row, secret


def secrets_at(endpoint: Endpoint, at: datetime) -> list[str]:
    """The secrets that count at this instant, the newest first; those that can no longer be read are left out."""
    kept = [endpoint.secret]
    if endpoint.old_until is not None and at < endpoint.old_until:
        kept.append(endpoint.old_secret)
    return [secret for secret in map(unseal, kept) if secret is not None]
