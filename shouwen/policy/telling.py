"""When a notice goes out: at once, when somebody's quiet is over, or with others in one digest. Clock and calendar are
arguments; the product itself shows everything at once, so this is about what rings and buzzes elsewhere."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role

# Of these grades everything goes at once, at any hour.
GRAVE = 2
# So many of one kind, or about one card, in so short a time; the next ones come together.
STORM, WINDOW = 3, timedelta(minutes=10)
DIGEST_AFTER = timedelta(minutes=15)
# Nothing is held for longer, however somebody has set his calendar.
LONGEST = timedelta(days=10)

IsWorkday = Callable[[date], bool]


class DaysOff(StrEnum):
    """Which whole days are quiet: none, those of the published calendar, or all but one's own."""

    NONE = "none"
    CALENDAR = "calendar"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody's quiet hours. `starts` equal to `ends`: no night. `own`: his working days, Monday is 1."""

    starts: time
    ends: time
    days_off: DaysOff = DaysOff.NONE
    own: frozenset[int] = frozenset()


NIGHT = Quiet(time(22), time(7))
NONE = Quiet(time(0), time(0))
# Who works in shifts is on duty on a Sunday too; the others have the calendar's days off.
_BY_ROLE = {
    Role.ACCOUNT_MANAGER: Quiet(time(21), time(7, 30), DaysOff.CALENDAR),
    Role.FINANCE: Quiet(time(18), time(8), DaysOff.CALENDAR),
    Role.AUDITOR: Quiet(time(18), time(8), DaysOff.CALENDAR),
    Role.DEVELOPER: Quiet(time(21), time(8), DaysOff.CALENDAR),
    Role.WARD: NONE,
}


def read_quiet(starts: str, ends: str, days_off: str, own: Collection[str]) -> Quiet:
    """What somebody typed. Refused with `field`: `not_a_time`, `unknown_choice`, `days_missing`."""
    if days_off not in set(DaysOff):
        raise Refused("unknown_choice", field="days_off")
    if not set(own) <= set("1234567"):
        raise Refused("unknown_choice", field="own")
    if days_off == DaysOff.OWN and not own:
        raise Refused("days_missing", field="own")
    days = frozenset(int(day) for day in own) if days_off == DaysOff.OWN else frozenset[int]()
    return Quiet(_hour(starts, "starts"), _hour(ends, "ends"), DaysOff(days_off), days)


def _hour(said: str, field: str) -> time:
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?", said.strip(), re.ASCII)
    if found is None:
        raise Refused("not_a_time", field=field)
    return time(int(found[1]), int(found[2]))


class Why(StrEnum):
    """Why something waits."""

    QUIET = "quiet"
    STORM = "storm"


@dataclass(frozen=True, slots=True)
class Wait:
    until: datetime
    why: Why


def usual_quiet(roles: Iterable[Role]) -> Quiet:
    """The quiet hours of who has chosen none. Of several roles the one that waits least: he has work at that hour.

    A ward works at night; nothing is kept from it.
    """
    known = [_BY_ROLE.get(role, NIGHT) for role in sorted(roles)]
    return min(known, key=_hours, default=NIGHT)


def is_quiet(quiet: Quiet, local: datetime, is_workday: IsWorkday) -> bool:
    """At this instant of the reader's own clock? Half-open: at `ends` it is over."""
    return _is_night(quiet, local.time()) or _is_off(quiet, local.date(), is_workday)


def quiet_until(quiet: Quiet, local: datetime, is_workday: IsWorkday) -> datetime:
    """The first instant from `local` on that is not quiet; `local` itself when it is none. Never beyond LONGEST."""
    at, last = local, local + LONGEST
    while at < last and is_quiet(quiet, at, is_workday):
        at = _midnight_after(at) if _is_off(quiet, at.date(), is_workday) else _end_of_night(quiet, at)
    return min(at, last)


def wait_for(
    quiet: Quiet, local: datetime, is_workday: IsWorkday, *, grade: int | None, alike: int, waiting: datetime | None
) -> Wait | None:
    """None: it goes at once. `alike`: what went out in the last WINDOW to him of this kind or about this card, the
    larger of both; `waiting`: when the digest goes that already waits for him.

    Of grades 1 and 2 nothing ever waits. What comes while a digest waits joins it only in a storm.
    """
    if grade is not None and grade <= GRAVE:
        return None
    until = quiet_until(quiet, local, is_workday)
    if until > local:
        return Wait(until, Why.QUIET)
    if alike < STORM:
        return None
    soon = waiting is not None and waiting > local
    # On the reader's own clock, in whatever zone it was kept.
    due = waiting.astimezone(local.tzinfo) if waiting is not None and soon else local + DIGEST_AFTER
    return Wait(max(due, quiet_until(quiet, due, is_workday)), Why.STORM)


def is_stale(local: datetime, not_after: datetime | None, *, read: bool) -> bool:
    """Not worth telling any more: its time has passed, or he has seen it in the product."""
    return read or (not_after is not None and not_after < local)


def _is_night(quiet: Quiet, at: time) -> bool:
    if quiet.starts == quiet.ends:
        return False
    if quiet.starts < quiet.ends:
        return quiet.starts <= at < quiet.ends
    return at >= quiet.starts or at < quiet.ends


def _is_off(quiet: Quiet, day: date, is_workday: IsWorkday) -> bool:
    if quiet.days_off is DaysOff.CALENDAR:
        return not is_workday(day)
    # Whoever ticked no day at all has not said which.
    return quiet.days_off is DaysOff.OWN and bool(quiet.own) and day.isoweekday() not in quiet.own


def _midnight_after(at: datetime) -> datetime:
    return datetime.combine(at.date() + timedelta(days=1), time(0), at.tzinfo)


def _end_of_night(quiet: Quiet, at: datetime) -> datetime:
    day = at.date() if at.time() < quiet.ends else at.date() + timedelta(days=1)
    return datetime.combine(day, quiet.ends, at.tzinfo)


def _hours(quiet: Quiet) -> tuple[int, int]:
    """The order from least to most quiet."""
    minutes = (quiet.ends.hour * 60 + quiet.ends.minute) - (quiet.starts.hour * 60 + quiet.starts.minute)
    return list(DaysOff).index(quiet.days_off), minutes % (24 * 60)
