"""Claiming and finishing a delivery, each by one conditional statement, so that any number of workers may run."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet

from shouwen.apps.outbox.models import Delivery

LEASE = timedelta(minutes=5)

# PostgreSQL passes over what another worker is claiming; SQLite has one writer at a time (BEGIN IMMEDIATE).
SKIP = {"postgresql": "FOR UPDATE SKIP LOCKED", "sqlite": ""}
# Materialized: as a plain subquery PostgreSQL may run it again for each row, and claims more than it was asked for.
CLAIM = """
WITH due AS MATERIALIZED (
  SELECT id FROM outbox_delivery
  WHERE state = 'pending' AND not_before <= %s AND (lease_until IS NULL OR lease_until < %s) AND channel IN ({channels})
  ORDER BY not_before, id LIMIT %s {skip})
UPDATE outbox_delivery SET lease = %s, lease_until = %s
WHERE id IN (SELECT id FROM due) AND state = 'pending' AND (lease_until IS NULL OR lease_until < %s)
RETURNING id
"""


def claim(channels: Iterable[str], now: datetime, limit: int) -> list[Delivery]:
    """Up to `limit` deliveries that are due on these channels, ours until the lease ends, oldest first."""
    names = sorted(channels)
    if not names or not _due(names, now):
        return []
    token = secrets.token_hex(16)
    instant = connection.ops.adapt_datetimefield_value
    # The channels' number and the vendor's clause are ours; every value goes in as a parameter.
    statement = CLAIM.format(channels=", ".join(["%s"] * len(names)), skip=SKIP[connection.vendor])
    values = [instant(now), instant(now), *names, limit, token, instant(now + LEASE), instant(now)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        ids = [row[0] for row in cursor.fetchall()]
    return list(Delivery.objects.filter(pk__in=ids, lease=token).order_by("not_before", "pk"))


def _due(channels: list[str], now: datetime) -> bool:
    """Reading first: a worker with nothing to do takes no write lock."""
    return Delivery.objects.filter(state=Delivery.State.PENDING, not_before__lte=now, channel__in=channels).exists()


def begin(delivery: Delivery, now: datetime, again: datetime) -> bool:
    """Is it still ours? Then a whole lease from now, and a try begins; who slept past his lease must not send.

    It is put off until `again` before it is tried: one that kills its worker comes back behind those that waited with
    it, and only its own tries are used up.
    """
    ours = _ours(delivery).filter(lease_until__gt=now)
    if not ours.update(lease_until=now + LEASE, attempts=F("attempts") + 1, not_before=again):
        return False
    delivery.attempts += 1
    return True


def end(delivery: Delivery, state: Delivery.State, now: datetime, error: str = "") -> bool:
    """Its last state, if it is still ours (the token is the fence)."""
    return bool(_ours(delivery).update(state=state, ended_at=now, last_error=error[:300], lease="", lease_until=None))


def put_back(delivery: Delivery, at: datetime, attempts: int, error: str) -> bool:
    """Try again at `at`, if it is still ours."""
    return bool(
        _ours(delivery).update(not_before=at, attempts=attempts, last_error=error[:300], lease="", lease_until=None)
    )


def _ours(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, lease=delivery.lease, state=Delivery.State.PENDING)
