"""One request, judged: who pays, how bad it is, and every clock, with the clauses that say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from shouwen.policy.catalogue import Service
from shouwen.policy.clause import Clause
from shouwen.policy.clock import ClockKind, Fact, FactType, Opening, Reading, grade_at, replay
from shouwen.policy.coverage import Agreement, Cause, Charge, Verdict, verdict
from shouwen.policy.promise import Promise
from shouwen.policy.severity import GRADED_BY_IMPACT, Impact, Kind, Urgency, grade
from shouwen.policy.working_time import WorkingTime

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that `decide` is told."""

    accepted_at: datetime
    now: datetime
    agreement: Agreement | None
    kind: Kind
    service: Service
    impact: Impact | None = None
    urgency: Urgency | None = None
    cause: Cause = Cause.UNKNOWN
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict, the grade in force at `now`, the clocks, and the rule trace."""

    verdict: Verdict
    grade: int
    clocks: tuple[Reading, ...]
    clauses: tuple[Clause, ...]


def decide(case: Case, promise: Promise, calendars: Mapping[str, WorkingTime]) -> Decision:
    """Judge `case`. The day of acceptance is that of Asia/Shanghai. Raises Refused as `replay` and `grade` do."""
    day = case.accepted_at.astimezone(SHANGHAI).date()
    found = verdict(case.agreement, day, case.kind, case.service, case.cause)
    opening = Opening(case.accepted_at, case.kind, case.impact, case.urgency, found.onsite_covered)
    clocks = replay(opening, case.facts, promise, calendars, case.now)
    told = [fact for fact in case.facts if fact.at <= case.now]
    in_force = grade_at(opening, told, case.now)
    first = grade(case.kind, case.impact, case.urgency)
    trace = [*found.clauses, *_fix_first(found, first, in_force), *_grading(case.kind, told)]
    for clock in clocks:
        trace += clock_clauses(clock, case.kind, covered=found.onsite_covered)
    trace += _happened(told)
    return Decision(found, in_force, clocks, tuple(dict.fromkeys(trace)))


def _fix_first(found: Verdict, *grades: int) -> list[Clause]:
    """Grades 1 and 2 never wait for a quote."""
    return [Clause.CHARGE_FIX_FIRST] if found.charge is Charge.QUOTE and min(grades) <= 2 else []


def _grading(kind: Kind, told: list[Fact]) -> list[Clause]:
    if kind in GRADED_BY_IMPACT:
        regraded = any(fact.type is FactType.REGRADED for fact in told)
        return [Clause.GRADE_MATRIX, *([Clause.GRADE_REGRADED] if regraded else [])]
    return [Clause.GRADE_COMPLAINT if kind is Kind.COMPLAINT else Clause.GRADE_PLAN]


def clock_clauses(clock: Reading, kind: Kind, *, covered: bool) -> list[Clause]:
    """The clauses behind the target of a clock, and behind its calendar."""
    calendar = Clause(f"calendar.{clock.calendar}")
    if clock.kind is ClockKind.RESPONSE:
        sharper = kind is not Kind.COMPLAINT and clock.grade <= 2
        return [Clause.RESPONSE_CEILING, *([Clause.RESPONSE_BY_GRADE] if sharper else []), calendar]
    if clock.kind is ClockKind.ARRIVAL:
        return [Clause.ARRIVAL_COVERED if covered else Clause.ARRIVAL_CEILING, calendar]
    if kind is Kind.COMPLAINT:
        return [Clause.RESOLUTION_COMPLAINT, calendar]
    if clock.grade == 5:
        return [Clause.RESOLUTION_PLAN, calendar]
    return [Clause.RESOLUTION_WALL_CLOCK if clock.grade <= 2 else Clause.RESOLUTION_WORKING_TIME, calendar]


def _happened(told: list[Fact]) -> list[Clause]:
    types = {fact.type for fact in told}
    named = ((FactType.PAUSED, Clause.RESOLUTION_PAUSED), (FactType.REOPENED, Clause.RESOLUTION_REOPENED))
    return [clause for type_, clause in named if type_ in types]
