"""Two half-open stretches: the hours of a day on the wall, and a span of real time."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self

from shouwen.policy.refusal import Refused

DAY = 86_400

_HOURS = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


class Span(NamedTuple):
    """Real time from `start` (in) to `end` (out)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """Opening hours of one day: seconds of wall time from its midnight, half-open.

    `closes` may lie beyond 86,400: the hours then end on the next day.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < DAY or not self.opens < self.closes <= self.opens + DAY:
            raise Refused("hours.impossible", opens=self.opens, closes=self.closes)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `09:00-17:00`, `00:00-24:00` or, overnight, `22:00-06:00`.

        Raises Refused `hours.impossible` for anything else, an empty stretch (`09:00-09:00`) included.
        """
        found = _HOURS.fullmatch(text)
        if found is None:
            raise Refused("hours.impossible", text=text)
        hour, minute, end_hour, end_minute = map(int, found.groups())
        opens, closes = hour * 3600 + minute * 60, end_hour * 3600 + end_minute * 60
        if minute > 59 or end_minute > 59 or closes > DAY or opens == closes:
            raise Refused("hours.impossible", text=text)
        return cls(opens, closes if closes > opens else closes + DAY)

    def __str__(self) -> str:
        closes = self.closes if self.closes <= DAY else self.closes - DAY
        return "-".join(f"{second // 3600:02}:{second % 3600 // 60:02}" for second in (self.opens, closes))
