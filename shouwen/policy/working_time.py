"""Working time of a calendar: exact to the second, by prefix sums over stretches of about a year."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from shouwen.policy.calendar_spec import CalendarSpec
from shouwen.policy.refusal import Refused
from shouwen.policy.span import DAY, Span
from shouwen.policy.wall import UNIX_DAY, epoch_of, offset_at_midnight

STRETCH = 25  # a stretch is 2**25 seconds, 388 days, so that its number is a shift of the epoch
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = (3 - UNIX_DAY) * DAY + 2 * DAY  # room on both sides, so that no zone leaves the years 1 to 9999
_LAST = (date.max.toordinal() - UNIX_DAY) * DAY - 4 * DAY


class _Stretch(NamedTuple):
    """The open spans of one stretch, as epoch seconds."""

    opens: list[int]
    closes: list[int]
    before: list[int]  # seconds worked in this stretch before each span opens
    shift: list[int]  # opens - before: from a worked second to its epoch
    total: int


def epoch(moment: datetime) -> int:
    """Epoch second of an aware datetime, fractions dropped; Refused `time.without_zone` for a naive one."""
    try:
        since = moment - _EPOCH
    except TypeError as problem:
        raise Refused("time.without_zone", at=moment.isoformat()) from problem
    return since.days * DAY + since.seconds


class WorkingTime:
    """Arithmetic in the working time of one calendar. Spans are half-open; instants answer in the zone they came in.

    Stretches are built when first read, so that a year far away costs no more than this one. Every method raises
    Refused `time.without_zone` for a naive datetime and `time.out_of_range` near the ends of the years 1 to 9999.
    """

    __slots__ = ("_stretches", "_uniform", "_zone", "spec")

    def __init__(self, spec: CalendarSpec) -> None:
        self.spec = spec
        self._zone = spec.zone_info
        self._uniform = spec.is_uniform
        self._stretches: dict[int, _Stretch] = {}

    def add(self, start: datetime, seconds: int) -> datetime:
        """The earliest instant at which `seconds` of working time after `start` are used up; `start` itself for 0.

        Raises Refused `time.negative` for a negative count.
        """
        if seconds <= 0:
            return self._add_nothing(start, seconds)
        at = epoch(start)
        key = at >> STRETCH
        stretch = self._stretches.get(key) or self._build(key)
        index = bisect_right(stretch.opens, at) - 1
        goal = seconds
        if index >= 0:
            goal += min(at, stretch.closes[index]) - stretch.shift[index]
        if goal > stretch.total and at + seconds > _LAST:
            raise Refused("time.out_of_range", start=start.isoformat(), seconds=seconds)
        while goal > stretch.total:
            goal -= stretch.total
            key += 1
            stretch = self._stretches.get(key) or self._build(key)
        return datetime.fromtimestamp(goal + stretch.shift[bisect_left(stretch.before, goal) - 1], start.tzinfo)

    def between(self, a: datetime, b: datetime) -> int:
        """Seconds of working time from `a` to `b`; negative when `b` comes first."""
        first, last = epoch(a), epoch(b)
        key, last_key = first >> STRETCH, last >> STRETCH
        stretch = self._stretches.get(key) or self._build(key)
        index = bisect_right(stretch.opens, first) - 1
        before = min(first, stretch.closes[index]) - stretch.shift[index] if index >= 0 else 0
        if key != last_key:
            before -= self._whole(key, last_key)
            stretch = self._stretches.get(last_key) or self._build(last_key)
        index = bisect_right(stretch.opens, last) - 1
        return (min(last, stretch.closes[index]) - stretch.shift[index] if index >= 0 else 0) - before

    def spans(self, a: datetime, b: datetime) -> tuple[Span, ...]:
        """The open spans between `a` and `b`, cut to them, in order; none when `b` is not after `a`."""
        zone = a.tzinfo
        return tuple(
            Span(datetime.fromtimestamp(opens, zone), datetime.fromtimestamp(closes, zone))
            for opens, closes in self._open_between(epoch(a), epoch(b))
        )

    def is_open(self, at: datetime) -> bool:
        """Whether work is done at the instant `at`."""
        second = epoch(at)
        stretch = self._stretch(second >> STRETCH)
        index = bisect_right(stretch.opens, second) - 1
        return index >= 0 and second < stretch.closes[index]

    def next_opening(self, at: datetime) -> datetime:
        """The earliest open instant that is not before `at`: `at` itself when open."""
        if self.is_open(at):
            return at
        second = epoch(at)
        key = second >> STRETCH
        stretch = self._stretch(key)
        index = bisect_right(stretch.opens, second)
        while index >= len(stretch.opens):
            key += 1
            stretch, index = self._stretch(key), 0
        return datetime.fromtimestamp(stretch.opens[index], at.tzinfo)

    def is_provisional(self, a: datetime, b: datetime) -> bool:
        """Whether a day that lies in part between `a` and `b` belongs to a year without published days.

        Never when all classes of day have the same hours (24x7).
        """
        if self._uniform or epoch(b) <= epoch(a):
            return False
        first = a.astimezone(self._zone).year
        last = (b.astimezone(self._zone) - timedelta(seconds=1)).year
        return any(year not in self.spec.years for year in range(first, last + 1))

    def _add_nothing(self, start: datetime, seconds: int) -> datetime:
        if seconds < 0:
            raise Refused("time.negative", seconds=seconds)
        epoch(start)  # a naive start is refused here as everywhere
        return start.replace(microsecond=0)

    def _whole(self, key: int, last_key: int) -> int:
        """Seconds worked from the beginning of one stretch to the beginning of another; negative backwards."""
        if key > last_key:
            return -self._whole(last_key, key)
        return sum(self._stretch(each).total for each in range(key, last_key))

    def _open_between(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Open epochs cut to [first, last); spans that meet at the edge of two stretches are joined."""
        if last <= first:
            return
        held: tuple[int, int] | None = None
        for key in range(first >> STRETCH, ((last - 1) >> STRETCH) + 1):
            stretch = self._stretch(key)
            for index in range(max(bisect_right(stretch.opens, first) - 1, 0), bisect_left(stretch.opens, last)):
                opens, closes = max(stretch.opens[index], first), min(stretch.closes[index], last)
                if held is not None and held[1] == opens:
                    held = held[0], closes
                elif opens < closes:
                    if held is not None:
                        yield held
                    held = opens, closes
        if held is not None:
            yield held

    def _stretch(self, key: int) -> _Stretch:
        return self._stretches.get(key) or self._build(key)

    def _build(self, key: int) -> _Stretch:
        low, high = key << STRETCH, (key + 1) << STRETCH
        if low < _FIRST or high > _LAST:
            raise Refused("time.out_of_range", epoch=low)
        opens: list[int] = []
        closes: list[int] = []
        for begin, end in sorted(self._days(low // DAY + UNIX_DAY - 3, high // DAY + UNIX_DAY + 2)):
            if closes and begin <= closes[-1]:
                closes[-1] = max(closes[-1], end)
            elif low < end and begin < high:
                opens.append(begin)
                closes.append(end)
        if opens:
            opens[0], closes[-1] = max(opens[0], low), min(closes[-1], high)
        before = [0] * len(opens)
        total = 0
        for index, (begin, end) in enumerate(zip(opens, closes, strict=True)):
            before[index] = total
            total += end - begin
        shift = [begin - worked for begin, worked in zip(opens, before, strict=True)]
        stretch = self._stretches[key] = _Stretch(opens, closes, before, shift, total)
        return stretch

    def _days(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Open epochs of the days from `first` to `last` (ordinals), each span from opening to closing."""
        zone, hours_on = self._zone, self.spec.hours_on
        today, next_day = offset_at_midnight(zone, first), offset_at_midnight(zone, first + 1)
        for ordinal in range(first, last + 1):
            day_after = offset_at_midnight(zone, ordinal + 2)
            steady = today == next_day == day_after
            midnight = (ordinal - UNIX_DAY) * DAY - today
            for hours in hours_on(date.fromordinal(ordinal)):
                if steady:
                    yield midnight + hours.opens, midnight + hours.closes
                else:
                    begin = epoch_of(zone, ordinal, hours.opens)
                    end = epoch_of(zone, ordinal, hours.closes)
                    if begin < end:
                        yield begin, end
            today, next_day = next_day, day_after
