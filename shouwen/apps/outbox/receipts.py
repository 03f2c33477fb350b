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
UNDELIVERED = "undelivered: "


@act
def take_receipt(channel: str, key: str, event: str, delivered: bool, why: str, *, at: datetime) -> bool:
    """Keep a receipt; False while the message is not known to be sent. `event` names the telling: the same again
    changes nothing. Of several that are new the last one counts."""
    told = {"delivered": delivered, "why": without_controls(why)[:200], "at": at}
    row, made = Receipt.objects.get_or_create(channel=channel, key=key, event=event, defaults=told)
    if made:
        _settle(row, at)
    return row.settled


@act
def settle_receipts(*, at: datetime) -> int:
    """Those that came before their message was written down as sent; how many count now."""
    sent = Delivery.objects.filter(channel=OuterRef("channel"), key=OuterRef("key"), state=Delivery.State.SENT)
    rows = Receipt.objects.select_for_update(skip_locked=True).filter(Exists(sent), settled=False).order_by("pk")
    found = list(rows[:BATCH])
    for row in found:
        _settle(row, at)
    return len(found)


def _settle(row: Receipt, at: datetime) -> None:
    """What did not arrive is for a person to look at, like a letter that came back; what did after all is sent."""
    delivery = Delivery.objects.select_for_update().filter(channel=row.channel, key=row.key).first()
    if delivery is None or delivery.state == Delivery.State.PENDING:
        return
    if not row.delivered and delivery.state == Delivery.State.SENT:
        delivery.state, delivery.ended_at = Delivery.State.DEAD, at
        delivery.last_error = f"{UNDELIVERED}{row.why}"[:300]
        delivery.save()
        append(subject=(LETTER, delivery.pk), actor=SYSTEM.ledger, code="outbox.bounced", at=at, key=delivery.key)
    elif row.delivered and delivery.state == Delivery.State.DEAD and delivery.last_error.startswith(UNDELIVERED):
        delivery.state, delivery.ended_at, delivery.last_error = Delivery.State.SENT, at, ""
        delivery.save()
        append(subject=(LETTER, delivery.pk), actor=SYSTEM.ledger, code="outbox.arrived", at=at, key=delivery.key)
    row.settled = True
    row.save(update_fields=["settled"])
