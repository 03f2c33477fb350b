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
