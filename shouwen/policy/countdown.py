"""When the working time of a target is used up, pauses and stops left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self

from shouwen.policy.working_time import WorkingTime


class Gap(NamedTuple):
    """Time that does not count for a clock: a pause, or (`stopped`) from a stop to its reopening."""

    start: datetime
    end: datetime
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Countdown:
    """Seconds of a target still `left` at an instant; immutable, fed with gaps in their order.

    `used_up` is set once the target was used up strictly before a gap: no later gap can move it.
    """

    calendar: WorkingTime
    at: datetime
    left: int
    used_up: bool = False

    def without(self, gap: Gap) -> Self:
        """The countdown with `gap` left out; a gap that begins exactly at the due instant moves it to its end."""
        if self.used_up:
            return self
        worked = self.calendar.between(self.at, gap.start)
        if worked < self.left:
            return type(self)(self.calendar, gap.end, self.left - worked)
        due = self.due()
        if due < gap.start:
            return type(self)(self.calendar, due, 0, used_up=True)
        return type(self)(self.calendar, gap.end, 0)

    def without_all(self, gaps: Iterable[Gap]) -> Self:
        """The countdown with every one of `gaps` (in order, not overlapping) left out."""
        countdown = self
        for gap in gaps:
            countdown = countdown.without(gap)
        return countdown

    def due(self) -> datetime:
        """The earliest instant at which the target is used up."""
        return self.calendar.add(self.at, self.left)
