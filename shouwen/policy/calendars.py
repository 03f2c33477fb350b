"""The four service calendars of the policy, and why a given moment is open or closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from shouwen.policy.calendar_spec import CalendarSpec, Day, DayClass
from shouwen.policy.day_table import published_days, published_years
from shouwen.policy.refusal import Refused
from shouwen.policy.span import Hours
from shouwen.policy.working_time import WorkingTime


class CalendarName(StrEnum):
    """7×24, 6×10, 6×12 and 5×8. Clauses `calendar.*`."""

    ALWAYS = "24x7"
    HOTLINE = "hotline"
    REMOTE = "remote"
    ONLINE = "online"


_WEEKDAY, _SATURDAY, _MAKEUP = DayClass.WORKDAY, DayClass.SATURDAY, DayClass.MAKEUP_DAY

HOURS: Mapping[str, Mapping[DayClass, str]] = {
    CalendarName.ALWAYS: dict.fromkeys(DayClass, "00:00-24:00"),
    CalendarName.HOTLINE: dict.fromkeys(DayClass, "09:00-17:00")
    | {_WEEKDAY: "08:00-18:00", _SATURDAY: "08:00-18:00", _MAKEUP: "08:00-18:00"},
    CalendarName.REMOTE: {_WEEKDAY: "08:00-20:00", _SATURDAY: "08:00-20:00", _MAKEUP: "08:00-20:00"},
    CalendarName.ONLINE: {_WEEKDAY: "09:00-17:00", _MAKEUP: "09:00-17:00"},
}


def standard_spec(name: str) -> CalendarSpec:
    """The named calendar with the day table that ships with the policy; Refused `calendar.unknown`."""
    if name not in HOURS:
        raise Refused("calendar.unknown", calendar=name)
    hours = {day_class: (Hours.parse(text),) for day_class, text in HOURS[name].items()}
    return CalendarSpec(name=name, hours=hours, days=published_days(), years=published_years())


@cache
def standard_calendars() -> Mapping[str, WorkingTime]:
    """The four named calendars, ready to compute; built once. Clause `calendar.*`."""
    return MappingProxyType({name: WorkingTime(standard_spec(name)) for name in CalendarName})


def calendar_named(calendars: Mapping[str, WorkingTime], name: str) -> WorkingTime:
    """The calendar `name` among `calendars`; Refused `calendar.unknown`."""
    found = calendars.get(name)
    if found is None:
        raise Refused("calendar.unknown", calendar=name)
    return found


@dataclass(frozen=True, slots=True)
class DayNote:
    """Why a day has the hours it has: for the proof drawer."""

    day: date
    day_class: DayClass
    name: str | None
    hours: tuple[Hours, ...]
    provisional: bool


def note_on_day(spec: CalendarSpec, day: date) -> DayNote:
    """Class, holiday and hours of `day`; provisional when its year has no published days that could matter."""
    found: Day = spec.day_on(day)
    provisional = not spec.is_uniform and day.year not in spec.years
    return DayNote(day, found.day_class, found.name, spec.hours_on(day), provisional)


def note_at(spec: CalendarSpec, at: datetime) -> DayNote:
    """The note on the local day of the instant `at`; Refused `time.without_zone`."""
    if at.tzinfo is None:
        raise Refused("time.without_zone", at=at.isoformat())
    return note_on_day(spec, at.astimezone(spec.zone_info).date())
