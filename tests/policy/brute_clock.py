"""A second replay, in whole minutes since the acceptance, that looks at every minute instead of every fact.

Calendars: `always`, and `blink`, which is open in every even stretch of ten minutes.
"""

from dataclasses import dataclass, field

Gap = tuple[int, int]


def is_open(calendar: str, minute: int) -> bool:
    return calendar == "24x7" or minute // 10 % 2 == 0


def due(calendar: str, target: int, start: int, gaps: list[Gap]) -> int:
    """Walk; at a used-up target only a gap that begins right there moves it."""
    at, left = start, target
    while True:
        inside = [end for begin, end in gaps if begin <= at < end]
        begins = [end for begin, end in gaps if begin == at < end]
        if left == 0:
            if not begins:
                return at
            at = begins[0]
        elif inside:
            at = inside[0]
        else:
            left -= is_open(calendar, at)
            at += 1


def worked(calendar: str, start: int, end: int, gaps: list[Gap]) -> int:
    return sum(
        is_open(calendar, minute) and not any(begin <= minute < stop for begin, stop in gaps)
        for minute in range(start, end)
    )


@dataclass
class Clock:
    """What the oracle knows of one clock."""

    start: int
    target: int
    calendar: str
    gaps: list[Gap] = field(default_factory=list)
    paused: int | None = None
    stopped: int | None = None
    breached: int | None = None

    def due_at(self, minute: int) -> int:
        pause = [] if self.paused is None else [(self.paused, minute)]
        return due(self.calendar, self.target, self.start, self.gaps + pause)

    def look(self, minute: int) -> None:
        """Called at every minute, before anything happens in it."""
        if self.stopped is None and self.breached is None and minute > self.due_at(minute):
            self.breached = self.due_at(minute)

    def state(self) -> str:
        if self.breached is not None:
            return "breached"
        if self.stopped is not None:
            return "met"
        return "running" if self.paused is None else "paused"

    def shows(self, now: int) -> tuple[object, ...]:
        pause = [] if self.paused is None else [(self.paused, now)]
        elapsed = worked(self.calendar, self.start, now if self.stopped is None else self.stopped, self.gaps + pause)
        return self.calendar, self.target, self.due_at(now), self.state(), elapsed, self.breached


Event = tuple[int, str, int]  # minute, what, new grade of a regrade


def replay(grade: int, events: list[Event], now: int, targets: dict[str, dict[int, tuple[int, str]]]) -> list[object]:
    """The response, the arrival if any, and the resolution, as `Clock.shows` gives them."""
    response = Clock(0, *targets["response"][grade])
    resolution = Clock(0, *targets["resolution"][grade])
    arrival: Clock | None = None
    ordered = sorted(events, key=lambda event: event[0])
    for minute in range(now + 1):
        for clock in (response, resolution, arrival):
            if clock is not None:
                clock.look(minute)
        for _, what, new_grade in [event for event in ordered if event[0] == minute]:
            if what == "regraded":
                grade = new_grade
                for clock, kind in ((response, "response"), (resolution, "resolution")):
                    if clock.stopped is None:
                        clock.target, clock.calendar = targets[kind][grade]
            elif what == "responded" and response.stopped is None:
                response.stopped = minute
            elif what == "dispatched" and arrival is None:
                arrival = Clock(minute, *targets["arrival"][0])
            elif what == "arrived" and arrival is not None and arrival.stopped is None:
                arrival.stopped = minute
            else:
                _resolution(resolution, what, minute, grade, targets)
            for clock in (response, resolution, arrival):  # equal instants keep their order
                if clock is not None:
                    clock.look(minute)
    clocks = (response, arrival, resolution)
    return [clock.shows(now) for clock in clocks if clock is not None]


def _resolution(
    clock: Clock, what: str, minute: int, grade: int, targets: dict[str, dict[int, tuple[int, str]]]
) -> None:
    if what == "reopened" and clock.stopped is not None:
        clock.gaps.append((clock.stopped, minute))
        clock.stopped = None
        clock.target, clock.calendar = targets["resolution"][grade]
    elif clock.stopped is not None:
        return
    elif what == "paused" and clock.paused is None:
        clock.paused = minute
    elif what == "resumed" or what == "resolved" or (what == "restored" and grade <= 2):
        if clock.paused is not None:
            clock.gaps.append((clock.paused, minute))
            clock.paused = None
        if what != "resumed":
            clock.stopped = minute
