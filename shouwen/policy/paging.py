"""Calling people until one of them answers: the rungs, and how long each has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType


class Rung(StrEnum):
    """Who is called, one after another."""

    PERSON = "person"
    DEPUTY = "deputy"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"


RUNGS: Sequence[Rung] = tuple(Rung)
# Four rungs, and the last is reached before the response is late.
WAIT: Mapping[int, timedelta] = MappingProxyType({1: timedelta(minutes=3), 2: timedelta(minutes=7)})


@dataclass(frozen=True, slots=True)
class Call:
    """One rung that is called now: who, and when the next follows if nobody answers."""

    rung: Rung
    people: tuple[int, ...]
    next_at: datetime


def calls_somebody(grade: int) -> bool:
    """Failures of grades 1 and 2 are not left to be noticed. Clause `paging.climbs`."""
    return grade in WAIT


def next_call(
    grade: int, after: Rung | None, candidates: Mapping[Rung, Sequence[int]], called: Collection[int], at: datetime
) -> Call:
    """Whom to call now, `after` being the rung called before (None: nobody yet). Clause `paging.climbs`.

    A rung with nobody who has not been called is left out. From the last rung on, everybody who can be reached at it
    is called again. `people` is empty when there is nobody at all. Raises KeyError for a grade that calls nobody.
    """
    wait = WAIT[grade]
    later = RUNGS[RUNGS.index(after) + 1 :] if after else RUNGS
    for rung in later:
        people = tuple(dict.fromkeys(each for each in candidates.get(rung, ()) if each not in called))
        if people:
            return Call(rung, people, at + wait)
    everybody = (each for rung in RUNGS for each in candidates.get(rung, ()))
    return Call(Rung.DIRECTOR, tuple(dict.fromkeys(everybody)), at + wait)
