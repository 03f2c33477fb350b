"""Keeping an original, letting somebody see it, and letting it go. The first two are parts of acts on a card."""

from datetime import datetime, timedelta
from uuid import uuid4

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.originals.events import SUBJECT, Code
from shouwen.apps.originals.models import Opening, Original
from shouwen.apps.originals.queries import content_of
from shouwen.apps.originals.sealing import current, known, seal
from shouwen.apps.settings.queries import value
from shouwen.policy.originals import OPEN_FOR
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor
from shouwen.policy.setting import ORIGINAL_DAYS

BATCH = 100


def keep(actor: Actor, content: bytes, *, count: int, at: datetime, label: str = "", media_type: str = "") -> Original:
    """Part of an act: the bytes, sealed, until their days are over (clause privacy.masked_on_save)."""
    name = uuid4()
    key, sealed = seal(name, content)
    return Original.objects.create(
        id=name,
        label=label,
        media_type=media_type,
        count=count,
        sealed=sealed,
        key=key,
        owner_id=actor.person,
        kept_at=at,
        expires_at=at + timedelta(days=value(ORIGINAL_DAYS, at)),
    )


def let_in(actor: Actor, original: Original, why: str, number: str, *, at: datetime) -> Opening:
    """Part of an act on a card: this person sees it for five minutes. Refused: `original_deleted`."""
    if original.deleted_at is not None:
        raise Refused("original_deleted")
    return Opening.objects.create(
        original=original, person_id=actor.person, why=why, at=at, until=at + OPEN_FOR, number=number
    )


@act
def delete_expired(*, at: datetime) -> int:
    """Take the bytes of what has had its days; how many. The row, and who opened it, stay."""
    due = Original.objects.select_for_update(skip_locked=True).filter(deleted_at=None, expires_at__lte=at)
    found = list(due.order_by("expires_at", "pk").values_list("pk", flat=True)[:BATCH])
    if found:
        Original.objects.filter(pk__in=found).update(sealed=b"", deleted_at=at)
        append(subject=SUBJECT, actor=SYSTEM.ledger, code=Code.DELETED.value, at=at, count=len(found))
    return len(found)


@act
def reseal(*, at: datetime) -> int:
    """Bring what an older key sealed under the one that is used now; how many. What no key opens is left."""
    key, done = current(), 0
    rows = Original.objects.select_for_update(skip_locked=True).filter(deleted_at=None, key__in=set(known()) - {key})
    for original in rows.order_by("pk")[:BATCH]:
        try:
            original.key, original.sealed = seal(original.pk, content_of(original))
        except Refused:
            continue
        original.save(update_fields=["key", "sealed"])
        done += 1
    if done:
        append(subject=SUBJECT, actor=SYSTEM.ledger, code=Code.RESEALED.value, at=at, count=done, key=key)
    return done
