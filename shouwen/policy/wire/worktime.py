"""What `shouwen worktime` reads and prints: working time added, or counted."""

from collections.abc import Mapping

from shouwen.policy.calendars import CalendarName
from shouwen.policy.refusal import Refused
from shouwen.policy.wire.answer import printed
from shouwen.policy.wire.fields import FIRST_YEAR, LAST_YEAR, Fields
from shouwen.policy.wire.strict import bad
from shouwen.policy.working_time import WorkingTime

_MOST_MINUTES = (LAST_YEAR - FIRST_YEAR + 1) * 366 * 24 * 60


def worktime(value: object, calendars: Mapping[str, WorkingTime], path: str = "") -> dict[str, object]:
    """The answer to one query: `{"due"}` for start and minutes, `{"minutes"}` (rounded down) for from and until.

    `provisional` is added when a day that was read has no published arrangement. Refused `wire.bad_input`.
    """
    fields = Fields(value, path)
    calendar = calendars[fields.word("calendar", CalendarName)]
    if fields.has("from") or fields.has("until"):
        return _counted(fields, calendar)
    return _added(fields, calendar)


def _added(fields: Fields, calendar: WorkingTime) -> dict[str, object]:
    start, minutes = fields.instant("start"), fields.count("minutes")
    fields.nothing_left()
    too_far = bad(fields.path("minutes"), f"due after the year {LAST_YEAR}")
    if minutes > _MOST_MINUTES:  # no calendar works more than all the time: spare the walk
        raise too_far
    try:
        due = calendar.add(start, minutes * 60)
    except Refused as problem:
        raise too_far from problem
    if due.year > LAST_YEAR:
        raise too_far
    return {"due": printed(due)} | _mark(calendar.is_provisional(start, due))


def _counted(fields: Fields, calendar: WorkingTime) -> dict[str, object]:
    start, end = fields.instant("from"), fields.instant("until")
    fields.nothing_left()
    if end < start:
        raise bad(fields.path("until"), "before from")
    return {"minutes": calendar.between(start, end) // 60} | _mark(calendar.is_provisional(start, end))


def _mark(provisional: bool) -> dict[str, object]:
    return {"provisional": True} if provisional else {}
