"""The proof of a clock: every second from its start, and why it counted or did not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from shouwen.policy.countdown import Gap
from shouwen.policy.working_time import WorkingTime


class Because(StrEnum):
    """Why a span counts or not. `stopped` lies before a reopening, `remaining` after now."""

    WORKED = "worked"
    CLOSED = "closed"
    PAUSED = "paused"
    STOPPED = "stopped"
    REMAINING = "remaining"


class ProofSpan(NamedTuple):
    """A half-open span of the proof."""

    start: datetime
    end: datetime
    because: Because


@dataclass(frozen=True, slots=True)
class Provable:
    """What a proof is made of. Lists ask for many clocks and read no proof: it is made when somebody does."""

    calendar: WorkingTime
    start: datetime
    gaps: tuple[Gap, ...]
    now: datetime
    end: datetime

    def spans(self) -> tuple[ProofSpan, ...]:
        """Span by span from start to end; see `proof`."""
        return proof(self.calendar, self.start, self.gaps, self.now, self.end)


def proof(
    calendar: WorkingTime, start: datetime, gaps: Iterable[Gap], now: datetime, end: datetime
) -> tuple[ProofSpan, ...]:
    """Cover `start` to `end` without holes: working time counts as worked until `now`, then as remaining.

    `gaps` come in order, do not overlap and end by `now`; `end` is not before `now`. Neighbours with one reason are
    joined, empty spans left out.
    """
    joined: list[ProofSpan] = []
    for piece in _pieces(calendar, start, gaps, now, end):
        if piece.start == piece.end:
            continue
        if joined and joined[-1].because is piece.because:
            joined[-1] = joined[-1]._replace(end=piece.end)
        else:
            joined.append(piece)
    return tuple(joined)


def worked_seconds(calendar: WorkingTime, start: datetime, gaps: Iterable[Gap], end: datetime) -> int:
    """Seconds of working time from `start` to `end`, the gaps left out."""
    seconds = 0
    for gap in gaps:
        seconds += calendar.between(start, gap.start)
        start = gap.end
    return seconds + calendar.between(start, end)


def _pieces(
    calendar: WorkingTime, start: datetime, gaps: Iterable[Gap], now: datetime, end: datetime
) -> Iterator[ProofSpan]:
    at = start
    for gap in gaps:
        yield from _counted(calendar, at, gap.start, Because.WORKED)
        yield ProofSpan(gap.start, gap.end, Because.STOPPED if gap.stopped else Because.PAUSED)
        at = gap.end
    yield from _counted(calendar, at, now, Because.WORKED)
    yield from _counted(calendar, now, end, Because.REMAINING)


def _counted(calendar: WorkingTime, start: datetime, end: datetime, because: Because) -> Iterator[ProofSpan]:
    at = start
    for span in calendar.spans(start, end):
        yield ProofSpan(at, span.start, Because.CLOSED)
        yield ProofSpan(span.start, span.end, because)
        at = span.end
    yield ProofSpan(at, end, Because.CLOSED)
