"""Writing an effect with the act that causes it; stopping and starting all delivery."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.outbox.models import Delivery, Suspension
from shouwen.policy.roles import Actor

SUBJECT = ("outbox", 1)


def enqueue(
    key: str,
    channel: str,
    payload: Mapping[str, object],
    *,
    at: datetime,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> None:
    """Write an effect inside the act's transaction; an effect of the same key is written already.

    `payload` holds codes and ids; words are made when it is sent.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("outbox.enqueue needs the act's transaction")
    row = Delivery(
        key=key, channel=channel, payload=dict(payload), made_at=at, not_before=not_before or at, not_after=not_after
    )
    Delivery.objects.bulk_create([row], ignore_conflicts=True)


@act
def suspend(because: str, *, at: datetime) -> None:
    """Deliver nothing until `resume`: what a restored database believes unsent may have been sent long ago.

    A state of this installation, so not in the ledger, which a restore gives back as it was; resuming is an act.
    """
    if not Suspension.objects.select_for_update().exists():
        Suspension.objects.create(because=because, at=at)


@act
def resume(actor: Actor, *, at: datetime, drop_pending: bool = False) -> int:
    """Deliver again; `drop_pending` gives up what was pending when delivery was suspended. The number given up."""
    suspended = Suspension.objects.select_for_update().first()
    if suspended is None:
        return 0
    dropped = 0
    if drop_pending:
        pending = Delivery.objects.filter(state=Delivery.State.PENDING, made_at__lte=suspended.at)
        dropped = pending.update(state=Delivery.State.STALE, ended_at=at, lease="", lease_until=None)
    append(subject=SUBJECT, actor=actor.ledger, code="outbox.resumed", at=at, dropped=dropped, **_since(suspended))
    suspended.delete()
    return dropped


def _since(suspension: Suspension) -> dict[str, str]:
    return {"because": suspension.because, "since": suspension.at.isoformat()}
