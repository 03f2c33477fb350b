from datetime import timedelta

from shouwen.policy.calendars import standard_calendars
from shouwen.policy.countdown import Countdown, Gap
from tests.policy.moments import china

ONLINE = standard_calendars()["online"]
START = china("2026-03-02 16:00")


def gap(start: str, end: str) -> Gap:
    return Gap(china(start), china(end))


def due(minutes: int, *gaps: Gap) -> str:
    return Countdown(ONLINE, START, minutes * 60).without_all(gaps).due().strftime("%d %H:%M")


def test_without_gaps_it_is_working_time():
    assert due(60) == "02 17:00"


def test_a_gap_moves_the_due_instant():
    assert due(30, gap("2026-03-02 16:10", "2026-03-02 16:20")) == "02 16:40"


def test_a_gap_after_the_due_instant_moves_nothing():
    assert due(30, gap("2026-03-02 16:31", "2026-03-02 16:50")) == "02 16:30"
    assert due(60, gap("2026-03-02 17:30", "2026-03-03 10:00")) == "02 17:00"


def test_a_gap_that_begins_exactly_at_the_due_instant_moves_it_to_its_end():
    assert due(30, gap("2026-03-02 16:30", "2026-03-02 16:50")) == "02 16:50"
    assert due(60, gap("2026-03-02 17:00", "2026-03-02 20:00")) == "02 20:00"  # though nobody works at 20:00


def test_a_chain_of_gaps_moves_it_on():
    first, second = gap("2026-03-02 16:30", "2026-03-02 16:50"), gap("2026-03-02 16:50", "2026-03-02 16:55")
    assert due(30, first, second) == "02 16:55"
    assert due(30, first, gap("2026-03-02 16:51", "2026-03-02 16:55")) == "02 16:50"


def test_a_gap_without_length_is_nothing():
    assert due(30, gap("2026-03-02 16:30", "2026-03-02 16:30")) == "02 16:30"
    assert due(30, gap("2026-03-02 16:00", "2026-03-02 16:00")) == "02 16:30"


def test_a_used_up_target_is_settled_for_good():
    countdown = Countdown(ONLINE, START, 600).without(gap("2026-03-02 16:30", "2026-03-02 16:40"))
    assert countdown.used_up
    later = Gap(countdown.due(), countdown.due() + timedelta(hours=1))
    assert countdown.without(later) == countdown
