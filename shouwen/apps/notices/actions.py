"""What a person does with his notices."""

from collections.abc import Collection
from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.notices.kinds import ALWAYS, Kind
from shouwen.apps.notices.models import Notice, Preference, QuietHours
from shouwen.apps.notices.queries import notices_of
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.telling import read_quiet


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
def prefer(
    actor: Actor,
    offered: Collection[Kind],
    mailed: Collection[str],
    shown: Collection[str],
    texted: Collection[str] = (),
) -> None:
    """Of the kinds offered, send these by mail or as a short message, tell those here, and no others; some are told
    here always.

    Refused with `field`: `unknown_choice`.
    """
    for field, chosen in (("mailed", mailed), ("shown", shown), ("texted", texted)):
        if not set(chosen) <= set(offered):
            raise Refused("unknown_choice", field=field)
    Preference.objects.bulk_create(
        [
            Preference(
                person_id=actor.person,
                kind=kind,
                email=kind in mailed,
                shown=kind in shown or kind in ALWAYS,
                sms=kind in texted,
            )
            for kind in offered
        ],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["email", "shown", "sms"],
    )


@act
def keep_quiet(actor: Actor, starts: str, ends: str, days_off: str, own: Collection[str]) -> QuietHours:
    """One's own quiet hours from now on: `starts` and `ends` as HH:MM on the desk's clock, equal for no night;
    `own`: working days as "1" (Monday) to "7".

    Refused with `field`: `not_a_time`, `unknown_choice`, `days_missing`.
    """
    quiet = read_quiet(starts, ends, days_off, own)
    facts = {"starts": quiet.starts, "ends": quiet.ends, "days_off": quiet.days_off.value}
    days = "".join(str(day) for day in sorted(quiet.own))
    row, _made = QuietHours.objects.update_or_create(person_id=actor.person, defaults={**facts, "own": days})
    return row


@act
def forget_quiet(actor: Actor) -> None:
    """Back to the usual hours of one's role."""
    QuietHours.objects.filter(person=actor.person).delete()
