"""What waited goes out: as one digest for each person, or alone; what is stale is dropped."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.notices.models import Notice, Outgoing
from shouwen.apps.notices.reactions import FRESH
from shouwen.apps.notices.sending import LETTER, State, write
from shouwen.apps.outbox.actions import enqueue
from shouwen.policy.telling import is_stale

PEOPLE = 50


def release(now: datetime) -> int:
    """For everybody whose quiet is over; how many notices were told or dropped."""
    due = Outgoing.objects.filter(state=State.WAITS, until__lte=now)
    keys = list(due.order_by("person", "channel").values_list("person", "channel").distinct()[:PEOPLE])
    return sum(release_for(person, channel, at=now) for person, channel in keys)


@act
def release_for(person_id: int, channel: str, *, at: datetime) -> int:
    """What waits for one person on one channel and is due: one digest, one letter, or nothing; how many rows ended.

    A short message has no room for a digest: of several none goes, they stand in the product.
    """
    rows = Outgoing.objects.select_for_update(skip_locked=True).filter(person=person_id, channel=channel)
    due = list(rows.filter(state=State.WAITS, until__lte=at).order_by("at", "pk"))
    fresh = _fresh(due, at)
    told = fresh if channel == LETTER or len(fresh) == 1 else []
    if len(told) == 1:
        write(told[0].event_id, person_id, told[0].kind, channel, at=at, not_after=at + FRESH)
    elif told:
        facts = {"person": person_id, "digest": [each.event_id for each in told]}
        enqueue(f"digest-{person_id}-{told[0].pk}", LETTER, facts, at=at, not_after=at + FRESH)
    kept = {each.pk for each in told}
    for state, ids in ((State.TOLD, kept), (State.DROPPED, {each.pk for each in due} - kept)):
        Outgoing.objects.filter(pk__in=ids).update(state=state)
    return len(due)


def _fresh(due: Sequence[Outgoing], at: datetime) -> list[Outgoing]:
    """Not read meanwhile in the product, and still of use. What came by mail alone was kept as read from the start."""
    told = Notice.objects.filter(event__in=[each.event_id for each in due], person__in={each.person_id for each in due})
    read = set(told.filter(read_at__gt=F("at")).values_list("event", flat=True))
    local = timezone.localtime(at)
    return [each for each in due if not is_stale(local, _worth(each), read=each.event_id in read)]


def _worth(each: Outgoing) -> datetime | None:
    """A deadline's warning is worth nothing once its hour has passed; anything else waits out the quiet."""
    if each.kind.startswith("deadline_") or each.until is None or each.not_after is None:
        return each.not_after
    return each.until + (each.not_after - each.at)
