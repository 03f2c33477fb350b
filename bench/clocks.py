"""Clocks a second that the engine replays: bin/bench clocks [TICKETS], of ten facts each, read ten days on.

Then the same once more over calendars that are built anew, as after a change of holidays.
"""

import random
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from shouwen.policy.calendars import CalendarName, standard_spec
from shouwen.policy.clock import Fact, FactType, Opening, PauseReason, replay
from shouwen.policy.promise import Promise
from shouwen.policy.severity import Impact, Kind, Urgency
from shouwen.policy.working_time import WorkingTime

LATER = timedelta(days=10)
Told = tuple[Opening, Sequence[Fact]]


def calendars() -> Mapping[str, WorkingTime]:
    """Read for the first time: no stretch is built yet."""
    return {name: WorkingTime(standard_spec(name)) for name in CalendarName}


def tickets(count: int) -> list[Told]:
    draw = random.Random(20261122)
    begin = datetime(2024, 1, 2, tzinfo=UTC)
    found = []
    for _ in range(count):
        at = begin + timedelta(minutes=draw.randrange(900 * 24 * 60))
        steps = iter(at + timedelta(minutes=each) for each in sorted(draw.sample(range(1, 9 * 24 * 60), 10)))
        impact, urgency = draw.choice([Impact.DEPARTMENT, Impact.WORKSTATION, Impact.HOSPITAL]), Urgency.LIMITED
        facts = [
            Fact(FactType.RESPONDED, next(steps)),
            Fact(FactType.REGRADED, next(steps), impact=Impact.DEPARTMENT, urgency=Urgency.LIMITED),
            Fact(FactType.PAUSED, next(steps), reason=PauseReason.WAITING_CUSTOMER),
            Fact(FactType.RESUMED, next(steps)),
            Fact(FactType.DISPATCHED, next(steps)),
            Fact(FactType.ARRIVED, next(steps)),
            Fact(FactType.PAUSED, next(steps), reason=PauseReason.THIRD_PARTY),
            Fact(FactType.RESUMED, next(steps)),
            Fact(FactType.RESOLVED, next(steps)),
            Fact(FactType.REOPENED, next(steps)),
        ]
        found.append((Opening(at, Kind.INCIDENT, impact, urgency, onsite_covered=True), facts))
    return found


def replayed(told: Sequence[Told], kept: Mapping[str, WorkingTime]) -> tuple[int, float]:
    promise, clocks = Promise.standard(), 0
    begun = time.perf_counter()
    for opening, facts in told:
        clocks += len(replay(opening, facts, promise, kept, opening.accepted_at + LATER))
    return clocks, time.perf_counter() - begun


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    told = tickets(count)
    for what, kept in (("replayed", calendars()), ("again, new calendars", calendars())):
        clocks, seconds = replayed(told, kept)
        rate = clocks / seconds
        print(f"{what}: {clocks:,} clocks of {count:,} tickets in {seconds:.1f} s, {rate:,.0f} a second")


if __name__ == "__main__":
    main()
