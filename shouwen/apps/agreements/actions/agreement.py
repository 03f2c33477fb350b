"""An agreement is signed, its dates become known, it ends before its time."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import pairwise

from shouwen.apps.agreements.access import lock
from shouwen.apps.agreements.events import Code, iso, record
from shouwen.apps.agreements.models import Agreement
from shouwen.apps.customers.record import choosable
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import WRITES_CUSTOMERS, Actor, need


@dataclass(frozen=True)
class Dates:
    """The days from which a line may count; those that are not known yet are None."""

    signed_on: date | None
    started_on: date | None = None
    go_live_on: date | None = None
    first_accepted_on: date | None = None
    final_accepted_on: date | None = None


@act
def add_agreement(actor: Actor, hospital_id: int | None, number: str, dates: Dates, *, at: datetime) -> Agreement:
    """A new agreement, without lines yet.

    Refused: `not_your_role`; with `field`: `text_missing`, `absent`, `text_too_long`, `already_there`, `dates_order`.
    """
    need(actor, WRITES_CUSTOMERS, "keep_agreements")
    if hospital_id is None:
        raise Refused("text_missing", field="hospital")
    hospital = choosable(actor, hospital_id)
    wanted = checked_text(number, "number", limit=40)
    _check(dates)
    if Agreement.objects.filter(number=wanted).exists():
        raise Refused("already_there", field="number")
    agreement = Agreement.objects.create(hospital=hospital, number=wanted, **asdict(dates))
    record(agreement, Code.ADDED, actor, at, hospital=hospital.pk, dates=_iso(dates))
    return agreement


@act
def change_dates(actor: Actor, agreement_id: int, dates: Dates, *, at: datetime) -> Agreement:
    """The days of the agreement. Lines keep the day from which they were counted.

    Refused: `not_your_role`, `absent`, `agreement.terminated`; with `field`: `text_missing`, `dates_order`,
    `nothing_changed`.
    """
    agreement = lock(actor, agreement_id)
    _check(dates)
    before = {name: iso(getattr(agreement, name)) for name in _iso(dates)}
    after = _iso(dates)
    if before == after:
        raise Refused("nothing_changed", field="signed_on")
    for name, day in asdict(dates).items():
        setattr(agreement, name, day)
    agreement.save(update_fields=list(after))
    changed = [name for name in after if before[name] != after[name]]
    record(
        agreement,
        Code.DATES_CHANGED,
        actor,
        at,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return agreement


@act
def terminate(actor: Actor, agreement_id: int, *, on: date | None, reason: str, at: datetime) -> Agreement:
    """End the whole agreement on the day `on`, which is not covered any more (clause phase.terminated).

    Refused: `not_your_role`, `absent`, `agreement.terminated`; with `field`: `text_missing`, `text_too_long`,
    `before_signing`.
    """
    agreement = lock(actor, agreement_id)
    if on is None:
        raise Refused("text_missing", field="on")
    if on < agreement.signed_on:
        raise Refused("before_signing", field="on")
    agreement.terminated_on = on
    agreement.termination_reason = checked_text(reason, "reason", limit=500)
    agreement.save(update_fields=["terminated_on", "termination_reason"])
    ended = list(agreement.lines.filter(terminated_on=None).order_by("pk").values_list("pk", flat=True))
    agreement.lines.filter(pk__in=ended).update(terminated_on=on)
    record(agreement, Code.TERMINATED, actor, at, before=None, after=on.isoformat(), lines=ended)
    return agreement


def _check(dates: Dates) -> None:
    if dates.signed_on is None:
        raise Refused("text_missing", field="signed_on")
    known = [(name, day) for name, day in asdict(dates).items() if day is not None and name != "signed_on"]
    for (_earlier, day), (name, later) in pairwise(known):
        if later < day:
            raise Refused("dates_order", field=name)


def _iso(dates: Dates) -> dict[str, str | None]:
    return {name: iso(day) for name, day in asdict(dates).items()}
