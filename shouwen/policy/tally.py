"""Counting: rates of what customers said and of how calls were taken. Rates are hundredths, None of nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from shouwen.policy.survey import CONTENT, State


def rate(part: int, whole: int) -> int | None:
    """Hundredths, rounded half up; None when there is nothing to count of."""
    return (200 * part + whole) // (2 * whole) if whole else None


@dataclass(frozen=True)
class Asked:
    """One customer who was to be asked: how it ended, and what he gave overall (1 to 5), if anything."""

    state: State
    overall: int | None = None


@dataclass(frozen=True)
class Satisfaction:
    """`satisfied` is of those who gave a score; `participation`, of all who were to be asked, is told with it."""

    asked: int
    answered: int
    unreached: int
    open: int
    rated: int
    content: int
    total: int

    @property
    def satisfied(self) -> int | None:
        return rate(self.content, self.rated)

    @property
    def participation(self) -> int | None:
        return rate(self.answered, self.asked)

    @property
    def average(self) -> int | None:
        """Tenths of a step, rounded half up."""
        return (20 * self.total + self.rated) // (2 * self.rated) if self.rated else None


def satisfaction(rows: Iterable[Asked]) -> Satisfaction:
    """Who could not be reached is asked and not answered: he is nowhere counted as content. Void ones do not count."""
    told = [row for row in rows if row.state is not State.VOID]
    scores = [row.overall for row in told if row.state is State.ANSWERED and row.overall is not None]
    return Satisfaction(
        asked=len(told),
        answered=sum(row.state is State.ANSWERED for row in told),
        unreached=sum(row.state is State.UNREACHED for row in told),
        open=sum(row.state is State.DUE for row in told),
        rated=len(scores),
        content=sum(score >= CONTENT for score in scores),
        total=sum(scores),
    )


# A caller who hangs up within so many seconds counts neither as offered nor as lost; it is told beside.
SHORT = 5
SERVICE_LEVEL = 20


@dataclass(frozen=True)
class Taken:
    """One call. Instants in seconds; `issue` says what it was about, "" when nobody knows. `solved`: answered at once
    and closed; `wrapped`: the end of the work after the call."""

    offered: int
    answered: int | None = None
    ended: int | None = None
    wrapped: int | None = None
    issue: str = ""
    solved: bool = False

    @property
    def is_short(self) -> bool:
        return self.answered is None and self.ended is not None and self.ended - self.offered < SHORT

    @property
    def wait(self) -> int:
        """Until it was answered, or given up."""
        return max((self.answered or self.ended or self.offered) - self.offered, 0)

    @property
    def handling(self) -> int | None:
        """Talk and the work after it; None while it lasts, and of a call that nobody answered."""
        end = self.wrapped or self.ended
        return None if self.answered is None or end is None else max(end - self.answered, 0)


@dataclass(frozen=True)
class Calls:
    """Domain facts 6. Rates in hundredths, times in whole seconds; None of nothing."""

    offered: int
    short: int
    answered: int
    in_time: int
    waited: int
    handled: int
    handling: int
    first: int
    repeats: int

    @property
    def answer_rate(self) -> int | None:
        """接通率."""
        return rate(self.answered, self.offered)

    @property
    def abandoned(self) -> int:
        return self.offered - self.answered

    @property
    def service_level(self) -> int | None:
        """Answered within 20 seconds, of all that were offered."""
        return rate(self.in_time, self.offered)

    @property
    def speed(self) -> int | None:
        """ASA: the mean wait of those that were answered."""
        return self.waited // self.answered if self.answered else None

    @property
    def handling_time(self) -> int | None:
        """AHT: talk and work after it."""
        return self.handling // self.handled if self.handled else None

    @property
    def first_rate(self) -> int | None:
        """FCR: solved at once and not asked about again within the window, of those answered."""
        return rate(self.first, self.answered)

    @property
    def repeat_rate(self) -> int | None:
        return rate(self.repeats, self.offered)


def calls(rows: Iterable[Taken], window: int, later: Iterable[Taken] = ()) -> Calls:
    """`window` in seconds: what comes back of one issue within it was not solved at the first call, and repeats it.
    `later`: calls after the period that only tell whether an issue came back."""
    told = sorted(rows, key=lambda row: row.offered)
    counted = [row for row in told if not row.is_short]
    again, repeats = _again([*counted, *(row for row in later if not row.is_short)], window)
    answered = [row for row in counted if row.answered is not None]
    handled = [row.handling for row in answered if row.handling is not None]
    return Calls(
        offered=len(counted),
        short=len(told) - len(counted),
        answered=len(answered),
        in_time=sum(row.wait <= SERVICE_LEVEL for row in answered),
        waited=sum(row.wait for row in answered),
        handled=len(handled),
        handling=sum(handled),
        first=sum(row.solved and id(row) not in again for row in answered),
        repeats=sum(id(row) in repeats for row in counted),
    )


def _again(rows: list[Taken], window: int) -> tuple[set[int], set[int]]:
    """Calls whose issue came back in time, and calls that are such a return."""
    last: dict[str, Taken] = {}
    again, repeats = set(), set()
    for row in sorted(rows, key=lambda row: row.offered):
        before = last.get(row.issue) if row.issue else None
        if before is not None and row.offered - before.offered <= window:
            again.add(id(before))
            repeats.add(id(row))
        if row.issue:
            last[row.issue] = row
    return again, repeats
