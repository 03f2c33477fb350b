"""限次加急响应: how many urgent units of a line's year are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shouwen.apps.agreements.models import Line
from shouwen.apps.agreements.queries import pools
from shouwen.apps.tickets.unit_moves import taken


@dataclass(frozen=True)
class Units:
    quota: int
    used: int

    @property
    def left(self) -> int:
        return max(0, self.quota - self.used)


def used_of(lines: Sequence[Line], today: date) -> Mapping[int, Units]:
    """Units of the year that holds today, by line; a line that names no urgent response today is left out. One query.

    Reserved units count as used; what was given back does not (clause quota.given_back).
    """
    found = {line.pk: pools(line, today) for line in lines}
    by_pool = taken([pool.key for each in found.values() for pool in each])
    return {
        pk: Units(sum(pool.quota for pool in each), sum(by_pool.get(pool.key, 0) for pool in each))
        for pk, each in found.items()
        if each
    }
