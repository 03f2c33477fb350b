"""A paid period of a line: what was bought for these days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from shouwen.apps.agreements.access import line_of, lock, period_of
from shouwen.apps.agreements.actions.line import specials, within
from shouwen.apps.agreements.actions.moved_end import moved_end
from shouwen.apps.agreements.events import Code, iso, record
from shouwen.apps.agreements.models import Line, PaidPeriod
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.settings.queries import value
from shouwen.policy.catalogue import SPECIAL, Service
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.setting import URGENT_QUOTA

ORDINARY = tuple(service for service in Service if service not in SPECIAL)


@dataclass(frozen=True)
class PeriodFacts:
    """Both days included. Units a year: None takes the desk's setting."""

    starts_on: date | None
    ends_on: date | None
    services: Sequence[str] = field(default_factory=tuple)
    special: Sequence[str] = field(default_factory=tuple)
    policy_change: bool = False
    urgent_quota: int | None = None


@act
def add_period(actor: Actor, agreement_id: int, line_id: int, facts: PeriodFacts, *, at: datetime) -> PaidPeriod:
    """A new paid period. It counts for what is accepted from now on, and for nothing that was judged before.

    Refused: `not_your_role`, `absent`, `agreement.terminated`; with `field`: `text_missing`, `until_before_since`,
    `unknown_choice`, `number_range`.
    """
    agreement = lock(actor, agreement_id)
    line = line_of(agreement, line_id)
    period = put_period(line, facts, at)
    record(
        agreement,
        Code.PERIOD_ADDED,
        actor,
        at,
        line=line.pk,
        period=period.pk,
        starts_on=iso(period.starts_on),
        ends_on=iso(period.ends_on),
        services=period.services,
        special=period.special,
        policy_change=period.policy_change,
        urgent_quota=period.urgent_quota,
    )
    return period


@act
def change_period_end(
    actor: Actor, agreement_id: int, period_id: int, until: date | None, reason: str, *, at: datetime
) -> PaidPeriod:
    """The last day of a paid period, by hand, with a reason. Cards that were judged keep their verdict; days in the
    past that are covered now are looked at anew as after a renewal: open quotes only.

    Refused: `not_your_role`, `absent`, `agreement.terminated`; with `field`: `text_missing`, `text_too_long`,
    `until_before_since`, `nothing_changed`.
    """
    agreement = lock(actor, agreement_id)
    period = period_of(agreement, period_id)
    moved = moved_end(period.starts_on, period.ends_on, until, reason, "ends_on")
    period.ends_on, period.ends_on_because = moved.after, moved.because
    period.save(update_fields=["ends_on", "ends_on_because"])
    facts = {"line": period.line_id, "period": period.pk, **moved.told(at)}
    record(agreement, Code.PERIOD_END_CHANGED, actor, at, **facts)
    return period


def put_period(line: Line, facts: PeriodFacts, at: datetime) -> PaidPeriod:
    """The row of a paid period, checked. The agreement is locked by the act, which writes the event."""
    if facts.starts_on is None:
        raise Refused("text_missing", field="starts_on")
    if facts.ends_on is None:
        raise Refused("text_missing", field="ends_on")
    if facts.ends_on < facts.starts_on:
        raise Refused("until_before_since", field="ends_on")
    if not facts.services:
        raise Refused("text_missing", field="services")
    if not set(facts.services) <= {service.value for service in ORDINARY}:
        raise Refused("unknown_choice", field="services")
    quota = value(URGENT_QUOTA, at) if facts.urgent_quota is None else facts.urgent_quota
    within(quota, "urgent_quota")
    return PaidPeriod.objects.create(
        line=line,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        services=[service.value for service in ORDINARY if service.value in facts.services],
        special=specials(facts.special, "special"),
        policy_change=facts.policy_change,
        urgent_quota=quota,
    )
