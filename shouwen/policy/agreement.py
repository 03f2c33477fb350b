"""What was agreed with a hospital: the free phase, the paid lines and how it all ends."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shouwen.policy.catalogue import Service
from shouwen.policy.refusal import Refused

GRACE_DAYS = 30
URGENT_UNITS = 4


class Basis(StrEnum):
    """From which of an agreement's days a line's free phase counts."""

    SIGNING = "signing"
    IMPLEMENTATION = "implementation"
    GO_LIVE = "go_live"
    FIRST_ACCEPTANCE = "first_acceptance"
    FINAL_ACCEPTANCE = "final_acceptance"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidLine:
    """A paid line of an agreement, both days included. Refused `agreement.until_before_from`.

    `key` names it to whoever made it. `stopped`: days, both included, on which it covers nothing because somebody
    decided so while it was unpaid; an end of None has not come yet.
    """

    first: date
    last: date
    services: frozenset[Service] = frozenset()
    policy_change: bool = False
    special: frozenset[Service] = frozenset()
    urgent_quota: int = URGENT_UNITS
    urgent_used: int = 0
    key: int = 0
    stopped: tuple[tuple[date, date | None], ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused("agreement.until_before_from", first=self.first.isoformat(), last=self.last.isoformat())

    def covers(self, day: date) -> bool:
        """Is this one of its days, and none on which it was stopped?"""
        return self.first <= day <= self.last and not self.is_stopped(day)

    def is_stopped(self, day: date) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.stopped)

    def graces(self, day: date, grace_days: int) -> bool:
        """Is this a day of grace after its last one? What was stopped at its end has none."""
        return 0 < (day - self.last).days <= grace_days and not self.is_stopped(self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement. `free_until` None means a year by the Civil Code; its `special` and units count while free."""

    free_from: date
    free_until: date | None = None
    special: frozenset[Service] = frozenset()
    urgent_quota: int = URGENT_UNITS
    urgent_used: int = 0
    paid: tuple[PaidLine, ...] = ()
    grace_days: int = GRACE_DAYS
    terminated_on: date | None = None

    def __post_init__(self) -> None:
        if self.free_until is not None and self.free_until < self.free_from:
            raise Refused(
                "agreement.until_before_from", first=self.free_from.isoformat(), last=self.free_until.isoformat()
            )

    @property
    def last_free_day(self) -> date:
        """The stored end of the free phase, or the computed one."""
        return self.free_until or free_end(self.free_from)


def anniversary(day: date, years: int) -> date:
    """The corresponding day `years` later; the last of its month where there is none (29 February, the 28th).

    Years beyond 9999 answer with the last day that a date can hold.
    """
    year = day.year + years
    if year > date.max.year:
        return date.max
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def free_end(free_from: date) -> date:
    """The last day of a year by the Civil Code: 2025-03-01 gives 2026-03-01. Clause `phase.free`."""
    return anniversary(free_from, 1)
