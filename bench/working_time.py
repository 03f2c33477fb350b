"""Adding and subtracting working time beside two libraries: bin/bench working_time, with them installed.

Same inputs in one run: Mon–Sat 08:00–18:00, thirty closed days, single calls from instants spread over two years; the
best of five rounds, taking turns. `pip install businesstimedelta business-duration` beside the environment.
"""

import importlib
import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

from shouwen.policy.calendar_spec import CalendarSpec, Day, DayClass
from shouwen.policy.span import Hours
from shouwen.policy.working_time import WorkingTime

ROUNDS = 5
OPEN, CLOSE = 8, 18
FIRST = date(2026, 1, 1)
Call = Callable[[datetime], object]


def closed_days() -> list[date]:
    days = [FIRST + timedelta(days=24 * number) for number in range(30)]
    return [day if day.weekday() != 6 else day + timedelta(days=1) for day in days]


def ours() -> WorkingTime:
    hours = (Hours(OPEN * 3600, CLOSE * 3600),)
    days = {day: Day(DayClass.STATUTORY_HOLIDAY, "closed") for day in closed_days()}
    week = {DayClass.WORKDAY: hours, DayClass.SATURDAY: hours}
    return WorkingTime(CalendarSpec(name="bench", hours=week, zone="UTC", days=days, years=frozenset({2026, 2027})))


def starts(count: int) -> list[datetime]:
    draw = random.Random(20261122)
    begin = datetime(2026, 1, 5, tzinfo=UTC)
    return [begin + timedelta(minutes=draw.randrange(600 * 24 * 60)) for _ in range(count)]


def rate(call: Call, instants: Sequence[datetime]) -> float:
    begun = time.perf_counter()
    for each in instants:
        call(each)
    return len(instants) / (time.perf_counter() - begun)


def businesstimedelta() -> dict[str, Call] | None:
    """Its rule takes a dictionary of holidays."""
    try:
        library = importlib.import_module("businesstimedelta")
    except ImportError:
        return None
    utc = importlib.import_module("pytz").utc
    shift = library.WorkDayRule(
        start_time=clock_time(OPEN), end_time=clock_time(CLOSE), working_days=list(range(6)), tz=utc
    )
    rules = library.Rules([shift, library.HolidayRule(dict.fromkeys(closed_days(), "closed"), tz=utc)])
    two, forty = library.BusinessTimeDelta(rules, hours=2), library.BusinessTimeDelta(rules, hours=40)
    return {
        "+2 h": lambda at: at + two,
        "+40 h": lambda at: at + forty,
        "elapsed": lambda at: rules.difference(at, at + timedelta(days=5)).timedelta,
    }


def business_duration() -> dict[str, Call] | None:
    """It only subtracts, and knows Saturday as the end of a week: its figure is for Mon–Fri."""
    try:
        library: Any = importlib.import_module("business_duration")
        pandas: Any = importlib.import_module("pandas")
    except ImportError:
        return None
    closed = dict.fromkeys(closed_days(), "closed")

    def elapsed(at: datetime) -> object:
        begin = pandas.Timestamp(at.replace(tzinfo=None))
        end = begin + timedelta(days=5)
        return library.businessDuration(begin, end, clock_time(OPEN), clock_time(CLOSE), None, closed, "min")

    return {"elapsed": elapsed}


def agree(working: WorkingTime, other: dict[str, Call]) -> None:
    """The same question has the same answer, or the measurement means nothing."""
    for at in starts(200):
        assert other["+2 h"](at) == working.add(at, 2 * 3600), at
        assert other["+40 h"](at) == working.add(at, 40 * 3600), at
        assert other["elapsed"](at) == timedelta(seconds=working.between(at, at + timedelta(days=5))), at


def main() -> None:
    working = ours()
    mine: dict[str, Call] = {
        "+2 h": lambda at: working.add(at, 2 * 3600),
        "+40 h": lambda at: working.add(at, 40 * 3600),
        "elapsed": lambda at: working.between(at, at + timedelta(days=5)),
    }
    others = {"businesstimedelta": businesstimedelta(), "business-duration": business_duration()}
    missing = [name for name, calls in others.items() if calls is None]
    for name in missing:
        print(f"{name} is not installed: NOT compared", file=sys.stderr)
    contenders = {"shouwen": mine} | {name: calls for name, calls in others.items() if calls is not None}
    if others["businesstimedelta"]:
        agree(working, others["businesstimedelta"])
    many, few = starts(100_000), starts(2_000)
    for what in mine:
        best = dict.fromkeys(contenders, 0.0)
        for _ in range(ROUNDS):
            for name, calls in contenders.items():
                if what in calls:
                    best[name] = max(best[name], rate(calls[what], many if name == "shouwen" else few))
        told = [f"{name} {each:,.0f}/s" for name, each in best.items() if each]
        mine_best = best.pop("shouwen")
        ratios = [f"{mine_best / each:.0f} times {name}" for name, each in best.items() if each]
        print(f"{what:8}", " · ".join([*told, *ratios]))


if __name__ == "__main__":
    main()
