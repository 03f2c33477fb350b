"""From the clock on the wall to real time, in any IANA zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shouwen.policy.refusal import Refused
from shouwen.policy.span import DAY

UNIX_DAY = 719_163  # the ordinal of 1970-01-01


def zone(name: str) -> ZoneInfo:
    """The IANA zone `name`; Refused `zone.unknown` when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise Refused("zone.unknown", zone=name) from problem


def offset_at_midnight(where: ZoneInfo, ordinal: int) -> int:
    """Seconds east of UTC when the day `ordinal` begins."""
    offset = where.utcoffset(datetime.fromordinal(ordinal))
    return round(offset.total_seconds()) if offset is not None else 0


def epoch_of(where: ZoneInfo, ordinal: int, second: int) -> int:
    """Epoch second at which the wall shows `second` of the day `ordinal`.

    A wall time that is skipped gives the next valid instant, one that comes twice the first.
    """
    wall = datetime.fromordinal(ordinal) + timedelta(seconds=second)
    naive = (ordinal - UNIX_DAY) * DAY + second
    early = naive - _offset(wall.replace(tzinfo=where, fold=0))
    late = naive - _offset(wall.replace(tzinfo=where, fold=1))
    if early <= late:  # an ordinary time, or one that comes twice
        return early
    return _first_instant_showing(where, naive, late, early)


def _offset(moment: datetime) -> int:
    offset = moment.utcoffset()
    return round(offset.total_seconds()) if offset is not None else 0


def _first_instant_showing(where: ZoneInfo, naive: int, low: int, high: int) -> int:
    """Halve between two epochs until the first one whose wall time has reached `naive` is found."""
    while low < high:
        middle = (low + high) // 2
        if middle + _offset(datetime.fromtimestamp(middle, where)) >= naive:
            high = middle
        else:
            low = middle + 1
    return low
