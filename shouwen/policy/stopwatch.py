"""One clock of a ticket while its facts are replayed, and what can be read from it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shouwen.policy.countdown import Countdown, Gap
from shouwen.policy.promise import Target
from shouwen.policy.proof import ProofSpan, Provable, worked_seconds
from shouwen.policy.working_time import WorkingTime

WARN_PERCENT = (50, 80)


class ClockKind(StrEnum):
    """What a clock waits for."""

    RESPONSE = "response"
    ARRIVAL = "arrival"
    RESOLUTION = "resolution"


class State(StrEnum):
    """Where a clock stands; breached wins over paused and met."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"


@dataclass(frozen=True, slots=True)
class Warn:
    """The instant at which `percent` of the target is used up."""

    percent: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock at one moment. Instants are UTC; `elapsed_seconds` is working time until the stop, or now.

    `stopped_at` is None while the clock is open; `due_at` of a paused clock is what it would be if work resumed now.
    """

    kind: ClockKind
    calendar: str
    target_minutes: int
    grade: int
    started_at: datetime
    due_at: datetime
    state: State
    elapsed_seconds: int
    breached_at: datetime | None
    stopped_at: datetime | None
    paused_at: datetime | None
    warns: tuple[Warn, ...]
    provable: Provable

    @property
    def spans(self) -> tuple[ProofSpan, ...]:
        """The proof: why each stretch from the start counts or does not."""
        return self.provable.spans()


@dataclass(slots=True)
class Stopwatch:
    """A clock under replay: told what happened in order of time, it keeps its gaps and its first breach."""

    kind: ClockKind
    start: datetime
    target: Target
    grade: int
    calendar: WorkingTime
    gaps: list[Gap] = field(default_factory=list)
    paused_at: datetime | None = None
    stopped_at: datetime | None = None
    breached_at: datetime | None = None
    _countdown: Countdown = field(init=False)

    def __post_init__(self) -> None:
        self._countdown = self._fresh(100)

    def settle(self, at: datetime) -> None:
        """Note a breach that lies before `at`: to be called before anything changes at that instant."""
        if self.stopped_at is None and self.breached_at is None:
            due = self._due(at)
            if at > due:
                self.breached_at = due

    def retarget(self, target: Target, grade: int, calendar: WorkingTime) -> None:
        """Count from the first start against another target; gaps and an earlier breach stay."""
        self.target, self.grade, self.calendar = target, grade, calendar
        self._countdown = self._fresh(100).without_all(self.gaps)

    def pause(self, at: datetime) -> None:
        """Begin a pause; nothing while paused or stopped."""
        if self.paused_at is None and self.stopped_at is None:
            self.paused_at = at

    def resume(self, at: datetime) -> None:
        """End the pause, if there is one."""
        if self.paused_at is not None:
            self._leave_out(Gap(self.paused_at, at))
            self.paused_at = None

    def stop(self, at: datetime) -> None:
        """Stop the clock and end its pause; nothing when it stands already."""
        if self.stopped_at is None:
            self.resume(at)
            self.stopped_at = at

    def reopen(self, at: datetime) -> None:
        """Run on; the time since the stop does not count. Nothing when the clock runs."""
        if self.stopped_at is not None:
            self._leave_out(Gap(self.stopped_at, at, stopped=True))
            self.stopped_at = None

    def reading(self, now: datetime) -> Reading:
        """What the clock shows at `now`."""
        self.settle(now)
        gaps = self._gaps_until(now)
        due = self._due(now)
        until = self.stopped_at or now
        return Reading(
            kind=self.kind,
            calendar=self.target.calendar,
            target_minutes=self.target.minutes,
            grade=self.grade,
            started_at=self.start,
            due_at=due,
            state=self._state(),
            elapsed_seconds=worked_seconds(self.calendar, self.start, gaps, until),
            breached_at=self.breached_at,
            stopped_at=self.stopped_at,
            paused_at=self.paused_at,
            warns=tuple(Warn(percent, self._fresh(percent).without_all(gaps).due()) for percent in WARN_PERCENT),
            provable=Provable(self.calendar, self.start, tuple(gaps), until, self.stopped_at or max(now, due)),
        )

    def _state(self) -> State:
        if self.breached_at is not None:
            return State.BREACHED
        if self.stopped_at is not None:
            return State.MET
        return State.RUNNING if self.paused_at is None else State.PAUSED

    def _fresh(self, percent: int) -> Countdown:
        return Countdown(self.calendar, self.start, self.target.minutes * 60 * percent // 100)

    def _due(self, at: datetime) -> datetime:
        if self.paused_at is None:
            return self._countdown.due()
        return self._countdown.without(Gap(self.paused_at, at)).due()

    def _gaps_until(self, now: datetime) -> list[Gap]:
        return self.gaps if self.paused_at is None else [*self.gaps, Gap(self.paused_at, now)]

    def _leave_out(self, gap: Gap) -> None:
        self.gaps.append(gap)
        self._countdown = self._countdown.without(gap)
