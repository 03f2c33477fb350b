"""What a carrier says became of a message. It may say so before we have written down that the message is sent."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.outbox.actions import LETTER
from shouwen.apps.outbox.models import Delivery, Receipt
from shouwen.policy.plain_text import without_controls
from shouwen.policy.roles import SYSTEM

BATCH = 100


@act
def take_receipt(channel: str, key: str, delivered: bool, why: str, *, at: datetime) -> bool:
    """Keep a receipt; False while the message is not known to be sent. The last word counts, and the same word again
    changes nothing."""
    told = {"delivered": delivered, "why": without_controls(why)[:200]}
    row, made = Receipt.objects.select_for_update().get_or_create(
        channel=channel, key=key, defaults=told | {"at": at, "settled": False}
    )
    if not made and (row.delivered, row.why) != (told["delivered"], told["why"]):
        Receipt.objects.filter(pk=row.pk).update(**told, at=at, settled=False)
        row.refresh_from_db()
    if not row.settled:
        _settle(row, at)
    return row.settled


@act
def settle_receipts(*, at: datetime) -> int:
    """Those that came before their message was written down as sent; how many count now."""
    sent = Delivery.objects.filter(channel=OuterRef("channel"), key=OuterRef("key"), state=Delivery.State.SENT)
    rows = Receipt.objects.select_for_update(skip_locked=True).filter(Exists(sent), settled=False).order_by("pk")
    return sum(_settle(row, at) for row in rows[:BATCH])


def _settle(row: Receipt, at: datetime) -> bool:
    """What did not arrive is for a person to look at, like a letter that came back."""
    rows = Delivery.objects.select_for_update().filter(channel=row.channel, key=row.key, state=Delivery.State.SENT)
    delivery = rows.first()
    if delivery is None:
        return False
    if not row.delivered:
        delivery.state, delivery.ended_at, delivery.last_error = (
            Delivery.State.DEAD,
            at,
            f"undelivered: {row.why}"[:300],
        )
        delivery.save()
        append(subject=(LETTER, delivery.pk), actor=SYSTEM.ledger, code="outbox.bounced", at=at, key=delivery.key)
    row.settled = True
    row.save(update_fields=["settled"])
    return True
