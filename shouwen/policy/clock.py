"""Clocks are replayed, never accumulated: facts, promise and calendars in, one reading per clock out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from shouwen.policy.calendars import calendar_named
from shouwen.policy.countdown import Gap
from shouwen.policy.promise import Promise, Target
from shouwen.policy.proof import Because, ProofSpan
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import GRADED_BY_IMPACT, Impact, Kind, Urgency, grade
from shouwen.policy.stopwatch import ClockKind, Reading, State, Stopwatch, Warn
from shouwen.policy.working_time import WorkingTime

__all__ = [
    "Because", "ClockKind", "Fact", "FactType", "Opening", "PauseReason", "ProofSpan", "Reading", "State",
    "Unsolved", "Warn", "check_fact", "grade_at", "replay", "unsolved_time",
]  # fmt: skip


class FactType(StrEnum):
    """What can happen to a ticket that a clock cares about."""

    RESPONDED = "responded"
    PAUSED = "paused"
    RESUMED = "resumed"
    DISPATCHED = "dispatched"
    ARRIVED = "arrived"
    REGRADED = "regraded"
    RESTORED = "restored"
    RESOLVED = "resolved"
    REOPENED = "reopened"


class PauseReason(StrEnum):
    """The four reasons for which a resolution clock may pause. Clause `resolution.paused`."""

    WAITING_CUSTOMER = "waiting_customer"
    THIRD_PARTY = "third_party"
    CHANGE_WINDOW = "change_window"
    RELEASE_SCHEDULE = "release_schedule"


@dataclass(frozen=True, slots=True)
class Opening:
    """The request as it was accepted. `onsite_covered` decides how soon somebody who is sent must arrive."""

    accepted_at: datetime
    kind: Kind
    impact: Impact | None = None
    urgency: Urgency | None = None
    onsite_covered: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One event; `reason` belongs to a pause, `kind`, `impact` and `urgency` to a regrade."""

    type: FactType
    at: datetime
    reason: PauseReason | None = None
    impact: Impact | None = None
    urgency: Urgency | None = None
    # A desk may find that an incident is a requirement; `decide` knows no such event, and leaves it None.
    kind: Kind | None = None


def check_fact(opening: Opening, fact: Fact, kind: Kind | None = None) -> None:
    """Refuse a fact that cannot be true of this opening; `kind` is the one in force, if a regrade has changed it.

    Codes: `fact.before_acceptance`, `fact.pause_without_reason`, `severity.not_asked`, `severity.missing`.
    """
    if fact.at < opening.accepted_at:
        raise Refused("fact.before_acceptance", at=fact.at.isoformat())
    if fact.type is FactType.PAUSED and fact.reason is None:
        raise Refused("fact.pause_without_reason", at=fact.at.isoformat())
    if fact.type is FactType.REGRADED:
        in_force = kind or opening.kind
        if fact.kind is None and in_force not in GRADED_BY_IMPACT:
            raise Refused("severity.not_asked", kind=in_force.value)
        grade(fact.kind or in_force, fact.impact, fact.urgency)


def replay(
    opening: Opening,
    facts: Iterable[Fact],
    promise: Promise,
    calendars: Mapping[str, WorkingTime],
    now: datetime,
) -> tuple[Reading, ...]:
    """The clocks of a ticket at `now`: response, arrival (once somebody was sent), resolution, in this order.

    Facts may come unsorted, equal instants keep their order, facts after `now` are ignored. Everything is exact to
    the second (fractions dropped) and answered in UTC. Raises Refused as `check_fact`, `calendar.unknown`, and
    `fact.now_before_acceptance`. Clauses `response.*`, `arrival.*`, `resolution.*`.
    """
    return _told(opening, facts, promise, calendars, now).readings(_second(now))


@dataclass(frozen=True, slots=True)
class Unsolved:
    """Time in which a ticket is not solved: it `counts` now, or the ticket is held or solved; `gaps` are left out."""

    counts: bool
    gaps: tuple[Gap, ...]
    grade: int


def unsolved_time(
    opening: Opening,
    facts: Iterable[Fact],
    promise: Promise,
    calendars: Mapping[str, WorkingTime],
    now: datetime,
) -> Unsolved:
    """The resolution clock's own view of `now`, for whatever counts like it. Raises Refused as `replay`."""
    ticket = _told(opening, facts, promise, calendars, now)
    clock = ticket.resolution
    return Unsolved(clock.paused_at is None and clock.stopped_at is None, tuple(clock.gaps), ticket.grade)


def grade_at(opening: Opening, facts: Iterable[Fact], now: datetime) -> int:
    """The grade in force at `now`: that of the last regrade until then, else of the opening. A new kind stays."""
    kind, impact, urgency = opening.kind, opening.impact, opening.urgency
    for fact in sorted(facts, key=lambda fact: fact.at):  # stable: of equal instants the last one counts
        if fact.type is FactType.REGRADED and fact.at <= now:
            kind, impact, urgency = fact.kind or kind, fact.impact, fact.urgency
    return grade(kind, impact, urgency)


def _told(
    opening: Opening,
    facts: Iterable[Fact],
    promise: Promise,
    calendars: Mapping[str, WorkingTime],
    now: datetime,
) -> "_Replay":
    ordered = sorted(facts, key=lambda fact: fact.at)
    kind = opening.kind
    for fact in ordered:
        check_fact(opening, fact, kind)
        kind = fact.kind or kind
    if now < opening.accepted_at:
        raise Refused("fact.now_before_acceptance", now=now.isoformat())
    ticket = _Replay(opening, promise, calendars)
    for fact in ordered:
        if fact.at <= now:
            ticket.apply(fact)
    return ticket


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


class _Replay:
    """The clocks of one ticket while its facts are told in order."""

    def __init__(self, opening: Opening, promise: Promise, calendars: Mapping[str, WorkingTime]) -> None:
        self.opening = opening
        self.promise = promise
        self.calendars = calendars
        self.kind = opening.kind
        self.grade = grade(opening.kind, opening.impact, opening.urgency)
        start = _second(opening.accepted_at)
        self.response = self._clock(ClockKind.RESPONSE, start, promise.response_target(opening.kind, self.grade))
        self.resolution = self._clock(ClockKind.RESOLUTION, start, promise.resolution_target(opening.kind, self.grade))
        self.arrival: Stopwatch | None = None

    def apply(self, fact: Fact) -> None:
        """Tell one fact; breaches that lie before it are noted first, because the fact may change what is due."""
        at = _second(fact.at)
        self.response.settle(at)
        self.resolution.settle(at)
        match fact.type:
            case FactType.RESPONDED:
                self.response.stop(at)
            case FactType.DISPATCHED | FactType.ARRIVED:
                self._travel(fact.type, at)
            case FactType.PAUSED:
                self.resolution.pause(at)
            case FactType.RESUMED:
                self.resolution.resume(at)
            case FactType.RESTORED | FactType.RESOLVED:
                if fact.type is FactType.RESOLVED or self.grade <= 2:
                    self.resolution.stop(at)
            case FactType.REOPENED:
                self._reopen(at)
            case FactType.REGRADED:
                self._regrade(fact)

    def readings(self, now: datetime) -> tuple[Reading, ...]:
        """All clocks at `now`."""
        clocks = (self.response, self.arrival, self.resolution)
        return tuple(clock.reading(now) for clock in clocks if clock is not None)

    def _travel(self, what: FactType, at: datetime) -> None:
        """Only the first dispatch counts, and the first arrival after it."""
        if self.arrival is not None:
            if what is FactType.ARRIVED:
                self.arrival.settle(at)
                self.arrival.stop(at)
        elif what is FactType.DISPATCHED:
            target = self.promise.arrival_target(onsite_covered=self.opening.onsite_covered)
            self.arrival = self._clock(ClockKind.ARRIVAL, at, target)

    def _regrade(self, fact: Fact) -> None:
        """A stopped clock stays as it is; an open one counts from its first start against the new target."""
        self.kind = fact.kind or self.kind
        self.grade = grade(self.kind, fact.impact, fact.urgency)
        if self.response.stopped_at is None:
            self._retarget(self.response, self.promise.response_target(self.kind, self.grade))
        if self.resolution.stopped_at is None:
            self._retarget(self.resolution, self.promise.resolution_target(self.kind, self.grade))

    def _reopen(self, at: datetime) -> None:
        """Resolution alone runs on, against the grade now in force."""
        if self.resolution.stopped_at is not None:
            self.resolution.reopen(at)
            self._retarget(self.resolution, self.promise.resolution_target(self.kind, self.grade))

    def _retarget(self, clock: Stopwatch, target: Target) -> None:
        clock.retarget(target, self.grade, calendar_named(self.calendars, target.calendar))

    def _clock(self, kind: ClockKind, start: datetime, target: Target) -> Stopwatch:
        return Stopwatch(kind, start, target, self.grade, calendar_named(self.calendars, target.calendar))
