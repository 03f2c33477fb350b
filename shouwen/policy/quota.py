"""限次加急响应: the urgent units of an agreement year, reserved, used and given back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shouwen.policy.agreement import URGENT_UNITS, anniversary
from shouwen.policy.refusal import Refused

SAME_DAY_UNTIL = time(18)
LATE_HOURS = 4


class UnitState(StrEnum):
    """Reserved on acceptance, used on arrival, given back if the vendor is to blame."""

    RESERVED = "reserved"
    USED = "used"
    GIVEN_BACK = "given_back"


class GiveBack(StrEnum):
    """Why a unit comes back: the vendor missed, the act was cancelled, or the cause is a defect."""

    MISSED = "missed"
    CANCELLED = "cancelled"
    DEFECT = "defect"


@dataclass(frozen=True, slots=True)
class Unit:
    """One urgent unit. `accepted_on` decides to which agreement year it belongs, whenever it is used."""

    accepted_on: date
    state: UnitState = UnitState.RESERVED
    reason: GiveBack | None = None


class AgreementYear(NamedTuple):
    """A year of an agreement line, both days included; `number` counts from 1."""

    number: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class UrgentLine:
    """The urgent units that a line of an agreement (both days included) has in each of its years."""

    first: date
    last: date
    quota: int = URGENT_UNITS

    def year_of(self, day: date) -> AgreementYear:
        """The year of the line to which `day` belongs. Clause `quota.year`.

        A closing day that is the anniversary itself (a year by the Civil Code) stays in the year before it, and days
        of grace belong to the last year. Raises Refused `quota.before_line` for a day before the line.
        """
        if day < self.first:
            raise Refused("quota.before_line", day=day.isoformat(), first=self.first.isoformat())
        counted = min(day, self.last)
        years = counted.year - self.first.year
        while years > 0 and not self._has_begun(years, counted):
            years -= 1
        end = anniversary(self.first, years + 1)
        return AgreementYear(
            years + 1, anniversary(self.first, years), self.last if self.last <= end else end - timedelta(days=1)
        )

    def left(self, units: Iterable[Unit], day: date) -> int:
        """Units of the year of `day` that are neither reserved nor used; never below 0, nothing is carried over."""
        year = self.year_of(day)
        taken = [unit for unit in units if unit.state is not UnitState.GIVEN_BACK]
        return max(0, self.quota - sum(self.year_of(unit.accepted_on) == year for unit in taken))

    def reserve(self, units: Iterable[Unit], accepted_on: date) -> Unit:
        """A new reserved unit. Clause `quota.urgent`. Refused `quota.none_left`, `quota.before_line`."""
        if self.left(units, accepted_on) == 0:
            raise Refused("quota.none_left", quota=self.quota, year=self.year_of(accepted_on).number)
        return Unit(accepted_on)

    def _has_begun(self, years: int, day: date) -> bool:
        start = anniversary(self.first, years)
        return day > start or (day == start and day != self.last)


def use(unit: Unit) -> Unit:
    """The unit as used, on arrival. Refused `quota.not_reserved` for one that is used or given back."""
    if unit.state is not UnitState.RESERVED:
        raise Refused("quota.not_reserved", state=unit.state.value)
    return replace(unit, state=UnitState.USED)


def give_back(unit: Unit, reason: GiveBack) -> Unit:
    """The unit as given back, used or not. Clause `quota.given_back`. Refused `quota.given_back` the second time."""
    if unit.state is UnitState.GIVEN_BACK:
        raise Refused("quota.given_back")
    return replace(unit, state=UnitState.GIVEN_BACK, reason=reason)


def urgent_due(
    asked_at: datetime, zone: ZoneInfo, until: time = SAME_DAY_UNTIL, late_hours: int = LATE_HOURS
) -> datetime:
    """When somebody must be there: 24:00 of the same day, or `late_hours` after a request later than `until`.

    Clause `quota.same_day`: 18:00 and 4 hours, unless the desk has set others. Answered in `zone`.
    """
    local = asked_at.astimezone(zone)
    if local.time() > until:
        return (asked_at.astimezone(UTC) + timedelta(hours=late_hours)).astimezone(zone)
    return datetime.combine(local.date() + timedelta(days=1), time(), zone)
