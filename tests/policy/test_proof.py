from shouwen.policy.calendars import standard_calendars
from shouwen.policy.countdown import Gap
from shouwen.policy.proof import proof, worked_seconds
from tests.policy.moments import china

ONLINE = standard_calendars()["online"]
START = china("2026-03-02 16:00")


def told(gaps: list[Gap], now: str, end: str) -> list[tuple[str, str, str]]:
    spans = proof(ONLINE, START, gaps, china(now), china(end))
    return [(f"{span.start:%d %H:%M}", f"{span.end:%d %H:%M}", span.because.value) for span in spans]


def test_worked_closed_and_remaining():
    assert told([], "2026-03-03 10:00", "2026-03-03 12:00") == [
        ("02 16:00", "02 17:00", "worked"),
        ("02 17:00", "03 09:00", "closed"),
        ("03 09:00", "03 10:00", "worked"),
        ("03 10:00", "03 12:00", "remaining"),
    ]


def test_closed_time_after_now_is_closed_and_joined():
    assert told([], "2026-03-02 18:00", "2026-03-03 10:00") == [
        ("02 16:00", "02 17:00", "worked"),
        ("02 17:00", "03 09:00", "closed"),
        ("03 09:00", "03 10:00", "remaining"),
    ]


def test_a_pause_is_one_span_and_hides_closed_time():
    pause = Gap(china("2026-03-02 16:30"), china("2026-03-03 09:30"))
    assert told([pause], "2026-03-03 10:00", "2026-03-03 10:00") == [
        ("02 16:00", "02 16:30", "worked"),
        ("02 16:30", "03 09:30", "paused"),
        ("03 09:30", "03 10:00", "worked"),
    ]


def test_a_pause_and_a_stop_that_meet_stay_apart_and_two_pauses_are_joined():
    times = [china(f"2026-03-02 16:{minute}") for minute in (10, 20, 30, 40)]
    gaps = [Gap(times[0], times[1]), Gap(times[1], times[2]), Gap(times[2], times[3], stopped=True)]
    assert told(gaps, "2026-03-02 16:40", "2026-03-02 16:40") == [
        ("02 16:00", "02 16:10", "worked"),
        ("02 16:10", "02 16:30", "paused"),
        ("02 16:30", "02 16:40", "stopped"),
    ]


def test_nothing_has_no_spans():
    assert told([], "2026-03-02 16:00", "2026-03-02 16:00") == []


def test_worked_seconds_leave_the_gaps_out():
    pause = Gap(china("2026-03-02 16:30"), china("2026-03-03 09:30"))
    assert worked_seconds(ONLINE, START, [pause], china("2026-03-03 10:00")) == 3600
    assert worked_seconds(ONLINE, START, [], START) == 0
