"""A line: one module, or all, at one campus, or all; its free phase begins on the day of its basis."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from shouwen.apps.agreements.access import line_of, lock
from shouwen.apps.agreements.actions.moved_end import moved_end
from shouwen.apps.agreements.events import Code, iso, record
from shouwen.apps.agreements.models import Agreement, Line
from shouwen.apps.installations.queries import offered_module
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.settings.queries import value
from shouwen.policy.agreement import free_end
from shouwen.policy.catalogue import SPECIAL
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.setting import FREE_BASIS, GRACE, URGENT_QUOTA

DATE_OF_BASIS = {
    Line.Basis.SIGNING: "signed_on",
    Line.Basis.IMPLEMENTATION: "started_on",
    Line.Basis.GO_LIVE: "go_live_on",
    Line.Basis.FIRST_ACCEPTANCE: "first_accepted_on",
    Line.Basis.FINAL_ACCEPTANCE: "final_accepted_on",
}
MOST = 366


@dataclass(frozen=True)
class LineFacts:
    """`free_from`: the line's own first day; None takes the agreement's day of that basis. A module that was bought
    later has its own line with its own days. Basis, units a year and days of grace: None takes the desk's setting."""

    module_id: int | None = None
    campus_id: int | None = None
    basis: str | None = None
    free_from: date | None = None
    special: Sequence[str] = field(default_factory=tuple)
    urgent_quota: int | None = None
    grace_days: int | None = None


@act
def add_line(actor: Actor, agreement_id: int, facts: LineFacts, *, at: datetime) -> Line:
    """A new line; its free phase is a year by the Civil Code (clause phase.free). Lines may overlap.

    Refused: `not_your_role`, `absent`, `agreement.terminated`; with `field`: `absent`, `module_retired`,
    `unknown_choice`, `basis_date_missing`, `number_range`.
    """
    agreement = lock(actor, agreement_id)
    basis = value(FREE_BASIS, at) if facts.basis is None else facts.basis
    quota = value(URGENT_QUOTA, at) if facts.urgent_quota is None else facts.urgent_quota
    grace = value(GRACE, at) if facts.grace_days is None else facts.grace_days
    start = _start(agreement, basis, facts.free_from)
    module = offered_module(facts.module_id)
    if module is None and facts.module_id is not None:
        raise Refused("absent", field="module")
    campus = agreement.hospital.campuses.filter(pk=facts.campus_id or 0, retired_on=None).first()
    if campus is None and facts.campus_id is not None:
        raise Refused("absent", field="campus")
    within(quota, "urgent_quota")
    within(grace, "grace_days")
    line = Line.objects.create(
        agreement=agreement,
        module=module,
        campus=campus,
        basis=basis,
        free_from=start,
        free_until=free_end(start),
        special=specials(facts.special, "special"),
        urgent_quota=quota,
        grace_days=grace,
    )
    record(
        agreement,
        Code.LINE_ADDED,
        actor,
        at,
        line=line.pk,
        module=module.code if module else None,
        campus=campus.pk if campus else None,
        basis=line.basis,
        free_from=iso(line.free_from),
        free_until=iso(line.free_until),
        special=line.special,
        urgent_quota=line.urgent_quota,
        grace_days=line.grace_days,
    )
    return line


@act
def change_free_end(
    actor: Actor, agreement_id: int, line_id: int, until: date | None, reason: str, *, at: datetime
) -> Line:
    """The last free day, by hand, with a reason. Cards that were judged keep their verdict; days in the past that are
    covered now are looked at anew as after a renewal: open quotes only.

    Refused: `not_your_role`, `absent`, `agreement.terminated`; with `field`: `text_missing`, `text_too_long`,
    `until_before_since`, `nothing_changed`.
    """
    agreement = lock(actor, agreement_id)
    line = line_of(agreement, line_id)
    moved = moved_end(line.free_from, line.free_until, until, reason, "free_until")
    line.free_until, line.free_until_because = moved.after, moved.because
    line.save(update_fields=["free_until", "free_until_because"])
    record(agreement, Code.FREE_END_CHANGED, actor, at, line=line.pk, **moved.told(at))
    return line


def specials(codes: Sequence[str], field_: str) -> list[str]:
    """Special services in the catalogue's order. Refused with `field`: `unknown_choice`."""
    known = [service.value for service in SPECIAL]
    if not set(codes) <= set(known):
        raise Refused("unknown_choice", field=field_)
    return sorted(set(codes), key=sorted(known).index)


def within(number: int, field_: str, least: int = 0, most: int = MOST) -> None:
    """Refused `number_range` for a number that no agreement has."""
    if not least <= number <= most:
        raise Refused("number_range", field=field_, least=least, most=most)


def _start(agreement: Agreement, basis: str, free_from: date | None) -> date:
    if basis not in Line.Basis.values:
        raise Refused("unknown_choice", field="basis")
    found = free_from or getattr(agreement, DATE_OF_BASIS[Line.Basis(basis)])
    if not isinstance(found, date):
        raise Refused("basis_date_missing", field="basis")
    return found
