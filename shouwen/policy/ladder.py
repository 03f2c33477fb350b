"""What time alone brings about: warnings on a clock, and the climb of a card from level to level."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shouwen.policy.calendars import CalendarName, calendar_named
from shouwen.policy.clause import Clause
from shouwen.policy.clock import Fact, Opening, unsolved_time
from shouwen.policy.countdown import Countdown, Gap
from shouwen.policy.promise import Promise, Target
from shouwen.policy.roles import Level
from shouwen.policy.stopwatch import WARN_PERCENT, Reading
from shouwen.policy.working_time import WorkingTime

BREACH = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A share of a clock's target that is used up at `at`. `cycle` names the target: each share of it is told once."""

    percent: int
    at: datetime
    cycle: str

    @property
    def key(self) -> tuple[int, str]:
        return (self.percent, self.cycle)


def steps(reading: Reading, told: Collection[tuple[int, str]]) -> tuple[Step, ...]:
    """The warnings of a clock that are still to be told, past ones included, in order. Clause `ladder.warned`.

    `told` holds the keys of those told before. A breach is told once in a clock's life, whatever is regraded
    afterwards, and ends its warnings; it is told even when the clock has stopped since. A stopped clock warns of
    nothing else, and a paused one only of what it reached before the pause.
    """
    breach = Step(BREACH, reading.breached_at or reading.due_at, "")
    if breach.key in told or (reading.stopped_at and not reading.breached_at):
        return ()
    if reading.stopped_at:
        return (breach,)
    cycle = f"{reading.target_minutes}@{reading.calendar}"
    warns = [Step(warn.percent, warn.at, cycle) for warn in reading.warns if warn.at <= breach.at]
    found = [step for step in (*warns, breach) if step.key not in told]
    if reading.paused_at is not None:
        # What is used up exactly when the pause begins waits for its end, see `Countdown.without`.
        found = [step for step in found if step.at < reading.paused_at]
    return tuple(found)


def chase_steps(
    at: datetime, due_at: datetime, answered_at: datetime | None, cycle: str, told: Collection[tuple[int, str]]
) -> tuple[Step, ...]:
    """The shares of a chase's time that are still to be told, on the wall clock (clause `chase.answer`).

    An answer in time ends them; a late one leaves the breach to be told, at its true instant.
    """
    shares = (*WARN_PERCENT, BREACH) if answered_at is None else (BREACH,) if answered_at > due_at else ()
    found = [Step(percent, at + (due_at - at) * percent / BREACH, cycle) for percent in shares]
    return tuple(step for step in found if step.key not in told)


class Way(StrEnum):
    """How a card leaves a level: by itself, or when a person agrees."""

    CLIMB = "climb"
    PROPOSE = "propose"


@dataclass(frozen=True, slots=True)
class Rung:
    """The next rung of a card: where it goes, how, and when its unsolved time at this level is used up."""

    level: Level
    to: Level
    way: Way
    grade: int
    target: Target
    due_at: datetime

    @property
    def clause(self) -> Clause:
        return Clause.LADDER_CLIMBS if self.way is Way.CLIMB else Clause.LADDER_PROPOSES


# Minutes at level 1 and at level 2; grades 3 to 5 have one allowance for either.
CLIMBS: Mapping[int, Mapping[Level, Target]] = {
    1: {Level.FRONTLINE: Target(15), Level.SERVICE_CENTRE: Target(30)},
    2: {Level.FRONTLINE: Target(30), Level.SERVICE_CENTRE: Target(60)},
}
PROPOSALS: Mapping[int, Target] = {
    3: Target(2 * 60, CalendarName.ONLINE),
    4: Target(8 * 60, CalendarName.ONLINE),
    5: Target(16 * 60, CalendarName.ONLINE),
}


def next_rung(
    opening: Opening,
    facts: Iterable[Fact],
    promise: Promise,
    calendars: Mapping[str, WorkingTime],
    *,
    level: Level,
    since: datetime,
    now: datetime,
) -> Rung | None:
    """The rung above a card that stands at `level` since `since`; None at the top, on hold, and while it is solved.

    Unsolved time counts like the resolution clock: pauses stop it, and so does the time between a solution and its
    reopening. The grade in force decides. Clauses `ladder.climbs`, `ladder.proposes`.
    """
    if level is Level.DEVELOPMENT:
        return None
    unsolved = unsolved_time(opening, facts, promise, calendars, now)
    if not unsolved.counts:
        return None
    way = Way.CLIMB if unsolved.grade in CLIMBS else Way.PROPOSE
    target = CLIMBS[unsolved.grade][level] if way is Way.CLIMB else PROPOSALS[unsolved.grade]
    start = since.replace(microsecond=0)
    countdown = Countdown(calendar_named(calendars, target.calendar), start, target.minutes * 60)
    gaps = [Gap(max(gap.start, start), gap.end, gap.stopped) for gap in unsolved.gaps if gap.end > start]
    return Rung(level, _above(level), way, unsolved.grade, target, countdown.without_all(gaps).due())


def tells_director(grade: int) -> bool:
    """Is the director told as soon as a card has this grade? Clause `ladder.director`."""
    return grade == 1


def _above(level: Level) -> Level:
    order = list(Level)
    return order[order.index(level) + 1]
