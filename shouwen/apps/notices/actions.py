"""What a person does with his notices."""

from collections.abc import Collection
from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.notices.kinds import ALWAYS, Kind
from shouwen.apps.notices.models import Notice, Preference
from shouwen.apps.notices.queries import notices_of
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def read(actor: Actor, notice_id: int, *, at: datetime) -> Notice:
    """Mark one's own notice as read; the first time counts. Refused: `absent`."""
    notice = notices_of(actor).select_related("ticket", "hospital", "complaint", "event").filter(pk=notice_id).first()
    if notice is None:
        raise Refused("absent")
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)
    return notice


@act
def read_all(actor: Actor, *, at: datetime) -> int:
    """Mark everything that was told until now as read; the number of notices."""
    return Notice.objects.filter(person=actor.person, read_at=None, at__lte=at).update(read_at=at)


@act
def prefer(actor: Actor, offered: Collection[Kind], mailed: Collection[str], shown: Collection[str]) -> None:
    """Of the kinds offered, send these by mail, tell those here, and no others; some are told here always.

    Refused with `field`: `unknown_choice`.
    """
    for field, chosen in (("mailed", mailed), ("shown", shown)):
        if not set(chosen) <= set(offered):
            raise Refused("unknown_choice", field=field)
    Preference.objects.bulk_create(
        [
            Preference(person_id=actor.person, kind=kind, email=kind in mailed, shown=kind in shown or kind in ALWAYS)
            for kind in offered
        ],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["email", "shown"],
    )
