from shouwen.policy.calendars import standard_calendars
from shouwen.policy.promise import Target
from shouwen.policy.stopwatch import ClockKind, State, Stopwatch, Warn
from tests.policy.moments import china

ALWAYS = standard_calendars()["24x7"]


def clock(minutes: int = 60) -> Stopwatch:
    return Stopwatch(ClockKind.RESOLUTION, china("2026-03-02 10:00"), Target(minutes), 1, ALWAYS)


def test_it_warns_at_half_and_at_four_fifths():
    assert clock().reading(china("2026-03-02 10:10")).warns == (
        Warn(50, china("2026-03-02 10:30")),
        Warn(80, china("2026-03-02 10:48")),
    )


def test_a_pause_moves_the_warnings_that_lie_after_it():
    watch = clock()
    watch.pause(china("2026-03-02 10:40"))
    watch.resume(china("2026-03-02 11:00"))
    assert [warn.at for warn in watch.reading(china("2026-03-02 11:00")).warns] == [
        china("2026-03-02 10:30"),
        china("2026-03-02 11:08"),
    ]


def test_it_runs_pauses_and_stops():
    watch = clock()
    assert watch.reading(china("2026-03-02 10:05")).state is State.RUNNING
    watch.pause(china("2026-03-02 10:10"))
    assert watch.reading(china("2026-03-02 10:15")).state is State.PAUSED
    watch.stop(china("2026-03-02 10:20"))
    reading = watch.reading(china("2026-03-02 12:00"))
    assert (reading.state, reading.elapsed_seconds, reading.paused_at) == (State.MET, 600, None)


def test_acts_that_do_not_apply_change_nothing():
    watch = clock()
    watch.resume(china("2026-03-02 10:10"))
    watch.reopen(china("2026-03-02 10:11"))
    watch.pause(china("2026-03-02 10:12"))
    watch.pause(china("2026-03-02 10:20"))
    watch.stop(china("2026-03-02 10:30"))
    watch.stop(china("2026-03-02 10:40"))
    watch.pause(china("2026-03-02 10:50"))
    reading = watch.reading(china("2026-03-02 11:00"))
    assert (reading.stopped_at, reading.elapsed_seconds) == (china("2026-03-02 10:30"), 12 * 60)


def test_a_reading_before_the_due_instant_is_no_breach_and_one_after_it_is():
    assert clock().reading(china("2026-03-02 11:00")).breached_at is None
    assert clock().reading(china("2026-03-02 11:00:01")).breached_at == china("2026-03-02 11:00")
