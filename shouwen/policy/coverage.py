"""Who pays and why: the phase, the cover and the charge of a request on the day it was accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shouwen.policy.agreement import Agreement, PaidLine, free_end
from shouwen.policy.catalogue import SPECIAL, STANDARDS, Service
from shouwen.policy.clause import Clause
from shouwen.policy.quota import UrgentLine
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import Kind

__all__ = [
    "Agreement", "Cause", "Charge", "Cover", "PaidLine", "Phase", "Verdict", "free_end", "most_favourable",
    "urgent_lines", "verdict",
]  # fmt: skip


class Phase(StrEnum):
    """未开始, 免费维护期, 有偿维护期, 终止."""

    NOT_STARTED = "not_started"
    FREE = "free"
    PAID = "paid"
    TERMINATED = "terminated"


class Cover(StrEnum):
    """无, 有效, 宽限期, 过保."""

    NONE = "none"
    VALID = "valid"
    GRACE = "grace"
    LAPSED = "lapsed"


class Charge(StrEnum):
    """What the hospital pays, from the most favourable to the least."""

    FREE = "free"
    INCLUDED = "included"
    QUOTA = "quota"
    QUOTE = "quote"


class Cause(StrEnum):
    """Why it happened."""

    UNKNOWN = "unknown"
    INHERENT_DEFECT = "inherent_defect"
    VENDOR_REGRESSION = "vendor_regression"
    NEW_REQUIREMENT = "new_requirement"
    POLICY_CHANGE = "policy_change"
    ADAPTATION = "adaptation"
    MISUSE = "misuse"
    THIRD_PARTY = "third_party"
    CONSULTATION = "consultation"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Phase, cover and charge, with the clauses that led there in the order they were applied."""

    phase: Phase
    cover: Cover
    charge: Charge
    onsite_covered: bool
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class _Entitlement:
    """What counts on the day: the union of the lines that cover it, and of the agreement while it is free."""

    phase: Phase
    cover: Cover
    services: frozenset[Service]
    special: frozenset[Service]
    policy_change: bool
    urgent_left: int


def verdict(agreement: Agreement | None, day: date, kind: Kind, service: Service, cause: Cause) -> Verdict:
    """Who pays for a request that was accepted on `day` (of Asia/Shanghai). No agreement at all is paid and lapsed.

    Clauses `phase.*`, `cover.*`, `service.*`, `charge.*`: the first rule that fits decides.
    """
    entitled = _entitlement(agreement, day)
    charge, clause = _charge(entitled, kind, service, cause)
    cover = Clause.COVER_NO_AGREEMENT if agreement is None else Clause(f"cover.{entitled.cover}")
    return Verdict(
        phase=entitled.phase,
        cover=entitled.cover,
        charge=charge,
        onsite_covered=entitled.phase is Phase.FREE or Service.ONSITE in entitled.services,
        clauses=(Clause(f"phase.{entitled.phase}"), cover, STANDARDS[service].clause, clause),
    )


# The rules of the charge in their order; of a rung with several clauses one is the answer.
_LADDER: tuple[tuple[Clause, ...], ...] = (
    (Clause.CHARGE_COMPLAINT,),
    (Clause.CHARGE_INHERENT_DEFECT,),
    (Clause.CHARGE_VENDOR_REGRESSION,),
    (Clause.CHARGE_NOT_STARTED,),
    (Clause.CHARGE_LAPSED, Clause.CHARGE_LAPSED_SELF_SERVICE),
    (Clause.CHARGE_NEW_REQUIREMENT,),
    (Clause.CHARGE_ADAPTATION,),
    (
        Clause.CHARGE_SPECIAL_NOT_NAMED,
        Clause.CHARGE_URGENT_UNIT,
        Clause.CHARGE_URGENT_USED_UP,
        Clause.CHARGE_SPECIAL_FREE,
        Clause.CHARGE_SPECIAL_INCLUDED,
    ),
    (Clause.CHARGE_FREE_PHASE,),
    (Clause.CHARGE_POLICY_CHANGE_INCLUDED, Clause.CHARGE_POLICY_CHANGE_QUOTED),
    (Clause.CHARGE_SELF_SERVICE,),
    (Clause.CHARGE_IN_LINE, Clause.CHARGE_NOT_IN_LINE),
)


def tried(decisive: Clause) -> tuple[Clause, ...]:
    """The rules of the charge that were asked before `decisive`, in their order, none of which fitted."""
    passed: list[Clause] = []
    for rung in _LADDER:
        if decisive in rung:
            return tuple(passed)
        passed.append(rung[0])
    raise Refused("verdict.unknown_rule", clause=decisive)


def most_favourable(verdicts: Iterable[Verdict]) -> Verdict:
    """Of several agreements the verdict that costs the hospital least; of equals the best covered, then the first.

    Refused `verdict.none` when there is none (clause cover.most_favourable).
    """
    charges, covers = list(Charge), [Cover.VALID, Cover.GRACE, Cover.LAPSED, Cover.NONE]

    def rank(each: Verdict) -> tuple[int, int]:
        return charges.index(each.charge), covers.index(each.cover)

    found = min(verdicts, key=rank, default=None)
    if found is None:
        raise Refused("verdict.none")
    return found


def _entitlement(agreement: Agreement | None, day: date) -> _Entitlement:
    nothing: frozenset[Service] = frozenset()
    if agreement is None:
        return _Entitlement(Phase.PAID, Cover.LAPSED, nothing, nothing, False, 0)
    if agreement.terminated_on is not None and day >= agreement.terminated_on:
        return _Entitlement(Phase.TERMINATED, Cover.LAPSED, nothing, nothing, False, 0)
    if day < agreement.free_from:
        return _Entitlement(Phase.NOT_STARTED, Cover.NONE, nothing, nothing, False, 0)
    covering = [line for line in agreement.paid if line.covers(day)]
    if day <= agreement.last_free_day:
        return _union(Phase.FREE, Cover.VALID, covering, agreement)
    if covering:
        return _union(Phase.PAID, Cover.VALID, covering)
    graced = [line for line in agreement.paid if line.graces(day, agreement.grace_days)]
    return _union(Phase.PAID, Cover.GRACE if graced else Cover.LAPSED, graced)


def urgent_lines(agreement: Agreement, day: date) -> dict[int, UrgentLine]:
    """Whose urgent units count on a day, by the key of the paid line, 0 for the free phase; none when nothing that
    covers the day names the urgent response. Their units together are those of the verdict."""
    if agreement.terminated_on is not None and day >= agreement.terminated_on:
        return {}
    found: dict[int, UrgentLine] = {}
    free = agreement.free_from <= day <= agreement.last_free_day
    lines = [line for line in agreement.paid if line.covers(day)]
    if not free and not lines:
        lines = [line for line in agreement.paid if line.graces(day, agreement.grace_days)]
    if day < agreement.free_from:
        return {}
    if free:
        found[0] = UrgentLine(agreement.free_from, agreement.last_free_day, agreement.urgent_quota)
    found |= {line.key: UrgentLine(line.first, line.last, line.urgent_quota) for line in lines}
    named = any(Service.URGENT in line.special for line in lines) or (free and Service.URGENT in agreement.special)
    return found if named else {}


def _union(phase: Phase, cover: Cover, lines: list[PaidLine], agreement: Agreement | None = None) -> _Entitlement:
    sources: list[PaidLine | Agreement] = [*lines, *([agreement] if agreement is not None else [])]
    return _Entitlement(
        phase=phase,
        cover=cover,
        services=frozenset().union(*(line.services for line in lines)),
        special=frozenset().union(*(source.special for source in sources)),
        policy_change=any(line.policy_change for line in lines),
        urgent_left=sum(max(0, source.urgent_quota - source.urgent_used) for source in sources),
    )


def _charge(entitled: _Entitlement, kind: Kind, service: Service, cause: Cause) -> tuple[Charge, Clause]:
    """The first rule that fits, until the special services are told apart."""
    if kind is Kind.COMPLAINT:
        return Charge.FREE, Clause.CHARGE_COMPLAINT
    if cause in {Cause.INHERENT_DEFECT, Cause.VENDOR_REGRESSION}:
        return Charge.FREE, Clause(f"charge.{cause}")
    if entitled.cover in {Cover.NONE, Cover.LAPSED}:
        return _uncovered(entitled, service)
    if cause in {Cause.NEW_REQUIREMENT, Cause.ADAPTATION}:
        return Charge.QUOTE, Clause(f"charge.{cause}")
    return _special(entitled, service) if service in SPECIAL else _ordinary(entitled, service, cause)


def _uncovered(entitled: _Entitlement, service: Service) -> tuple[Charge, Clause]:
    """Before the first day and after the last one only self-service is given away, and only after."""
    if entitled.phase is Phase.NOT_STARTED:
        return Charge.QUOTE, Clause.CHARGE_NOT_STARTED
    if service is Service.SELF_SERVICE:
        return Charge.FREE, Clause.CHARGE_LAPSED_SELF_SERVICE
    return Charge.QUOTE, Clause.CHARGE_LAPSED


def _special(entitled: _Entitlement, service: Service) -> tuple[Charge, Clause]:
    """Services 9 to 12 have to be named."""
    if service not in entitled.special:
        return Charge.QUOTE, Clause.CHARGE_SPECIAL_NOT_NAMED
    if service is Service.URGENT:
        if entitled.urgent_left > 0:
            return Charge.QUOTA, Clause.CHARGE_URGENT_UNIT
        return Charge.QUOTE, Clause.CHARGE_URGENT_USED_UP
    if entitled.phase is Phase.FREE:
        return Charge.FREE, Clause.CHARGE_SPECIAL_FREE
    return Charge.INCLUDED, Clause.CHARGE_SPECIAL_INCLUDED


def _ordinary(entitled: _Entitlement, service: Service, cause: Cause) -> tuple[Charge, Clause]:
    """Services 1 to 8."""
    if entitled.phase is Phase.FREE:
        return Charge.FREE, Clause.CHARGE_FREE_PHASE
    if cause is Cause.POLICY_CHANGE:
        if entitled.policy_change:
            return Charge.INCLUDED, Clause.CHARGE_POLICY_CHANGE_INCLUDED
        return Charge.QUOTE, Clause.CHARGE_POLICY_CHANGE_QUOTED
    if service is Service.SELF_SERVICE:
        return Charge.INCLUDED, Clause.CHARGE_SELF_SERVICE
    if service in entitled.services:
        return Charge.INCLUDED, Clause.CHARGE_IN_LINE
    return Charge.QUOTE, Clause.CHARGE_NOT_IN_LINE
