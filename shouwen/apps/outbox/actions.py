"""Writing an effect with the act that causes it; stopping and starting all delivery."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.outbox.models import Delivery, Suspension
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role

SUBJECT = ("outbox", 1)
# Each letter that a person has tended has a chain of its own.
LETTER = "delivery"
REVIVED = frozenset({Delivery.State.DEAD, Delivery.State.STALE, Delivery.State.GIVEN_UP})
TENDERS = frozenset({Role.ADMIN, Role.DIRECTOR})


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


@act
def bounce(message_id: str, why: str, *, at: datetime) -> bool:
    """A letter that was handed over came back: a person has to look. False when it is none of ours."""
    key = message_id.strip("<>").rpartition("@")[0]
    delivery = Delivery.objects.select_for_update().filter(key=key, state=Delivery.State.SENT).first()
    if delivery is None:
        return False
    delivery.state, delivery.ended_at, delivery.last_error = Delivery.State.DEAD, at, f"bounced: {why}"[:300]
    delivery.save()
    append(subject=(LETTER, delivery.pk), actor=("system", None), code="outbox.bounced", at=at, key=delivery.key)
    return True


def may_tend(actor: Actor) -> bool:
    """Who looks after letters that did not go out."""
    return actor.is_staff and bool(actor.roles & TENDERS)


@act
def try_again(actor: Actor, delivery_id: int, *, at: datetime) -> Delivery:
    """Send a dead letter once more, with all its tries, however old it is.

    Refused: `not_your_role`, `absent`, `not_dead`.
    """
    return _revived(actor, _dead(actor, delivery_id), at)


@act
def revive(actor: Actor, key: str, *, at: datetime) -> Delivery:
    """As `try_again`, for an app above that has found that this person may; also what came too late.

    Refused: `absent`, `not_dead`.
    """
    delivery = Delivery.objects.select_for_update().filter(key=key).first()
    if delivery is None:
        raise Refused("absent")
    if delivery.state not in REVIVED:
        raise Refused("not_dead")
    return _revived(actor, delivery, at)


@act
def give_up(actor: Actor, delivery_id: int, *, at: datetime) -> Delivery:
    """Let a dead letter go: somebody has seen to it otherwise. Refused as `try_again`."""
    delivery = _dead(actor, delivery_id)
    delivery.state, delivery.ended_at = Delivery.State.GIVEN_UP, at
    delivery.save()
    append(subject=(LETTER, delivery.pk), actor=actor.ledger, code="outbox.given_up", at=at, key=delivery.key)
    return delivery


def _revived(actor: Actor, delivery: Delivery, at: datetime) -> Delivery:
    delivery.state, delivery.attempts, delivery.not_before = Delivery.State.PENDING, 0, at
    delivery.not_after, delivery.ended_at = None, None
    delivery.save()
    append(subject=(LETTER, delivery.pk), actor=actor.ledger, code="outbox.tried_again", at=at, key=delivery.key)
    return delivery


def _dead(actor: Actor, delivery_id: int) -> Delivery:
    if not may_tend(actor):
        raise Refused("not_your_role", act="deliveries")
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
    if delivery is None:
        raise Refused("absent")
    if delivery.state != Delivery.State.DEAD:
        raise Refused("not_dead")
    return delivery


def _since(suspension: Suspension) -> dict[str, str]:
    return {"because": suspension.because, "since": suspension.at.isoformat()}
