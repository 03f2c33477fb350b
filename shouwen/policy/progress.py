"""How often the hospital hears of a card that is being worked on, and what follows when it does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from shouwen.policy.calendars import CalendarName
from shouwen.policy.promise import Target
from shouwen.policy.working_time import WorkingTime

DAY, WEEK = 8 * 60, 40 * 60
# Grade 4 hears when something changes: no clock.
RHYTHM: Mapping[int, Target] = MappingProxyType(
    {1: Target(30), 2: Target(60), 3: Target(DAY, CalendarName.ONLINE), 5: Target(WEEK, CalendarName.ONLINE)}
)
# Once the service works again the rest is told at the pace of an ordinary card.
AFTER_RESTORING = RHYTHM[3]
ESCALATES_AT_PERCENT = 150


@dataclass(frozen=True, slots=True)
class NextWord:
    """When the next word to the hospital is due, and when a missing one is told further up."""

    due_at: datetime
    escalates_at: datetime


def rhythm_of(grade: int, *, restored: bool = False) -> Target | None:
    """Working minutes between two words to the hospital; None where only a change is told. Clause `progress.rhythm`."""
    return AFTER_RESTORING if restored and grade in (1, 2) else RHYTHM.get(grade)


def next_word(rhythm: Target, since: datetime, calendars: Mapping[str, WorkingTime]) -> NextWord:
    """The next word after the one at `since`. Clauses `progress.rhythm`, `progress.pressed`."""
    calendar = calendars[rhythm.calendar]
    seconds = rhythm.minutes * 60
    return NextWord(calendar.add(since, seconds), calendar.add(since, seconds * ESCALATES_AT_PERCENT // 100))
