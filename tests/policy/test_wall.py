from datetime import UTC, date, datetime

import pytest

from shouwen.policy.refusal import Refused
from shouwen.policy.wall import epoch_of, offset_at_midnight, zone

NEW_YORK = zone("America/New_York")


def at(name: str, day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.fromtimestamp(epoch_of(zone(name), day.toordinal(), hour * 3600 + minute * 60), UTC)


def test_an_ordinary_wall_time():
    assert at("Asia/Shanghai", date(2026, 2, 14), 9) == datetime(2026, 2, 14, 1, tzinfo=UTC)


def test_a_skipped_wall_time_gives_the_next_valid_instant():
    assert at("America/New_York", date(2026, 3, 8), 2, 30) == datetime(2026, 3, 8, 7, tzinfo=UTC)
    assert at("Europe/Berlin", date(2026, 3, 29), 2) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_wall_time_that_comes_twice_gives_the_first():
    assert at("America/New_York", date(2026, 11, 1), 1, 30) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_day_that_the_zone_left_out_is_one_instant():
    midnight = datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert at("Pacific/Apia", date(2011, 12, 30), 0) == midnight
    assert at("Pacific/Apia", date(2011, 12, 30), 17) == midnight


def test_24_00_is_the_next_midnight():
    assert at("Asia/Shanghai", date(2026, 2, 14), 24) == at("Asia/Shanghai", date(2026, 2, 15), 0)


def test_china_had_summer_time():
    assert offset_at_midnight(zone("Asia/Shanghai"), date(1991, 7, 1).toordinal()) == 9 * 3600


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Asia"])
def test_an_unknown_zone_is_refused(name: str):
    with pytest.raises(Refused) as refused:
        zone(name)
    assert refused.value.code == "zone.unknown"
