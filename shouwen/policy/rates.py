"""The rate card: what a day, a visit and a journey cost, and the factors of the night, of rest days and of holidays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from shouwen.policy.calendar_spec import CalendarSpec, DayClass
from shouwen.policy.money import rounded
from shouwen.policy.refusal import Refused

HOURS_A_DAY = 8
LONGEST_WORK = timedelta(hours=72)


class Unit(StrEnum):
    """人天, 上门, 差旅, 一口价."""

    DAY = "day"
    VISIT = "visit"
    TRAVEL = "travel"
    FIXED = "fixed"


class Hour(StrEnum):
    """When work is done, from the cheapest to the dearest where the factors rise as they usually do."""

    PLAIN = "plain"
    NIGHT = "night"
    REST_DAY = "rest_day"
    HOLIDAY = "holiday"


CLASSES: Mapping[DayClass, Hour] = {
    DayClass.WORKDAY: Hour.PLAIN,
    DayClass.MAKEUP_DAY: Hour.PLAIN,
    DayClass.SATURDAY: Hour.REST_DAY,
    DayClass.SUNDAY: Hour.REST_DAY,
    DayClass.BRIDGE_DAY: Hour.REST_DAY,
    DayClass.STATUTORY_HOLIDAY: Hour.HOLIDAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Prices before tax in fen, factors in percent, the night from one hour to another (over midnight)."""

    day: int
    visit: int
    travel: int
    night_percent: int
    rest_day_percent: int
    holiday_percent: int
    night_from: int = 22
    night_until: int = 6

    def price(self, unit: Unit) -> int:
        """The price of one unit; a fixed price stands on no card. Refused `price_missing`."""
        prices = {Unit.DAY: self.day, Unit.VISIT: self.visit, Unit.TRAVEL: self.travel}
        if unit not in prices:
            raise Refused("price_missing", field="price")
        return prices[unit]

    def percent(self, *hours: Hour) -> int:
        """The highest factor that applies; they are not multiplied."""
        factors = {
            Hour.PLAIN: 100,
            Hour.NIGHT: self.night_percent,
            Hour.REST_DAY: self.rest_day_percent,
            Hour.HOLIDAY: self.holiday_percent,
        }
        return max((factors[hour] for hour in hours), default=100)

    def factor(self, unit: Unit, spec: CalendarSpec, day: date | None, *, at_night: bool) -> int:
        """The factor of a line of a quote by the calendar. A journey and a fixed price have none; a day that nobody
        knows yet counts as a plain one."""
        if unit in {Unit.TRAVEL, Unit.FIXED}:
            return 100
        hours = [Hour.NIGHT] if at_night else []
        return self.percent(*hours, hour_of(spec, day) if day else Hour.PLAIN)


def amount(price: int, hundredths: int, percent: int = 100) -> int:
    """So many hundredths of a unit at this factor, to the nearest fen."""
    return rounded(price * hundredths * percent, 10_000)


def hour_of(spec: CalendarSpec, day: date) -> Hour:
    """What kind of day it is, by the published calendar (调休上班 is a plain one)."""
    return CLASSES[spec.day_on(day).day_class]


def spent(rates: Rates, spec: CalendarSpec, start: datetime, end: datetime) -> Mapping[Hour, int]:
    """Whole minutes of work by their kind; each minute counts once, as the dearest kind that it belongs to.

    Refused with `field`: `until_before_since`, `work_too_long`.
    """
    if end <= start:
        raise Refused("until_before_since", field="ended")
    if end - start > LONGEST_WORK:
        raise Refused("work_too_long", field="ended", hours=int(LONGEST_WORK.total_seconds() // 3600))
    found = dict.fromkeys(Hour, 0)
    zone = spec.zone_info
    here, last = start.astimezone(zone), end.astimezone(zone)
    while here < last:
        until = min(_next_edge(rates, here), last)
        kinds = [hour_of(spec, here.date())] + ([Hour.NIGHT] if _at_night(rates, here) else [])
        kind = max(kinds, key=rates.percent)
        found[kind] += int((until - here).total_seconds() // 60)
        here = until
    return found


def worth(rates: Rates, minutes: Mapping[Hour, int]) -> int:
    """What such work costs by the card, in fen: a day has eight hours."""
    weighed = sum(count * rates.percent(hour) for hour, count in minutes.items())
    return rounded(rates.day * weighed, HOURS_A_DAY * 60 * 100)


def checked(rates: Rates) -> Rates:
    """Refused with `field`: `number_range` for a factor below one or a night that has no hour."""
    factors: Iterable[tuple[str, int]] = (
        ("night_percent", rates.night_percent),
        ("rest_day_percent", rates.rest_day_percent),
        ("holiday_percent", rates.holiday_percent),
    )
    for field, percent in factors:
        if not 100 <= percent <= 1000:
            raise Refused("number_range", field=field, least=100, most=1000)
    for field, hour in (("night_from", rates.night_from), ("night_until", rates.night_until)):
        if not 0 <= hour <= 23:
            raise Refused("number_range", field=field, least=0, most=23)
    if rates.night_from == rates.night_until:
        raise Refused("number_range", field="night_until", least=0, most=23)
    return rates


def _at_night(rates: Rates, here: datetime) -> bool:
    if rates.night_from > rates.night_until:
        return here.hour >= rates.night_from or here.hour < rates.night_until
    return rates.night_from <= here.hour < rates.night_until


def _next_edge(rates: Rates, here: datetime) -> datetime:
    """The next instant at which the kind of hour may change; China's zone has had no summer time since 1991."""
    edges = [datetime.combine(here.date(), time(hour), here.tzinfo) for hour in (rates.night_from, rates.night_until)]
    edges.append(datetime.combine(here.date() + timedelta(days=1), time(), here.tzinfo))
    return min(edge for edge in edges if edge > here)


# Before anybody has published a card: prices nobody has, and the factors that labour law has for overtime.
UNPRICED = Rates(day=0, visit=0, travel=0, night_percent=150, rest_day_percent=200, holiday_percent=300)
