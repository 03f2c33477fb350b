"""Holes in a rota: the hours of a post that nobody has been put on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Hole:
    """From `starts_at` until `ends_at`, not including it, nobody is on the rota."""

    starts_at: datetime
    ends_at: datetime


def holes(shifts: Iterable[tuple[datetime, datetime]], since: datetime, until: datetime) -> Sequence[Hole]:
    """The hours in [since, until) that no shift covers, in order. Clause `duty.no_gap`.

    Shifts are half-open, may overlap and come in any order; an empty or turned one covers nothing.
    """
    found: list[Hole] = []
    covered = since
    for starts_at, ends_at in sorted(shifts):
        if ends_at <= starts_at or ends_at <= covered:
            continue
        if starts_at >= until:
            break
        if starts_at > covered:
            found.append(Hole(covered, starts_at))
        covered = ends_at
    if covered < until:
        found.append(Hole(covered, until))
    return found
