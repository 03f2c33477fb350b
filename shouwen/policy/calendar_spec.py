"""What a service calendar is made of: hours for each class of day, and the days that are not ordinary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shouwen.policy.refusal import Refused
from shouwen.policy.span import Hours
from shouwen.policy.wall import zone


class DayClass(StrEnum):
    """工作日, 周六, 周日, 法定节假日, 调休放假, 调休上班."""

    WORKDAY = "workday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    STATUTORY_HOLIDAY = "statutory_holiday"
    BRIDGE_DAY = "bridge_day"
    MAKEUP_DAY = "makeup_day"


WEEK = (DayClass.WORKDAY,) * 5 + (DayClass.SATURDAY, DayClass.SUNDAY)


class Day(NamedTuple):
    """The class of one day; `name` is the code of the holiday behind it (`national_day`)."""

    day_class: DayClass
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class CalendarSpec:
    """A calendar as data, from the day table or from rows of a database.

    `days` holds only what departs from the week; `years` those whose days are published. Other years
    follow the week and are provisional. Refused: `calendar.never_open`, `zone.unknown`.
    """

    name: str
    hours: Mapping[DayClass, tuple[Hours, ...]]
    zone: str = "Asia/Shanghai"
    days: Mapping[date, Day] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not any(self.hours.get(ordinary) for ordinary in WEEK):
            raise Refused("calendar.never_open", calendar=self.name)
        zone(self.zone)

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone in which the hours are read."""
        return zone(self.zone)

    @property
    def is_uniform(self) -> bool:
        """Whether every class of day has the same hours, so that no published day can change anything."""
        return len({self.hours.get(day_class, ()) for day_class in DayClass}) == 1

    def day_on(self, day: date) -> Day:
        """The class of `day`, with its holiday if it departs from the week."""
        return self.days.get(day) or Day(WEEK[day.weekday()])

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """The opening hours that begin on `day`; none when closed."""
        return self.hours.get(self.day_on(day).day_class, ())
