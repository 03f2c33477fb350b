"""What `shouwen decide` prints: plain values for JSON, times with +08:00."""

from datetime import datetime, timedelta, timezone

from shouwen.policy.clock import Reading
from shouwen.policy.decision import Decision

CHINA = timezone(timedelta(hours=8))


def printed(moment: datetime) -> str:
    """An instant as 2026-02-14T16:00:00+08:00, whatever the zone that it came in."""
    return moment.astimezone(CHINA).isoformat(timespec="seconds")


def answer(decision: Decision) -> dict[str, object]:
    """The decision as section 5 of the design writes it."""
    return {
        "phase": decision.verdict.phase.value,
        "cover": decision.verdict.cover.value,
        "charge": decision.verdict.charge.value,
        "grade": decision.grade,
        "clocks": [_clock(reading) for reading in decision.clocks],
        "clauses": [clause.value for clause in decision.clauses],
    }


def _clock(reading: Reading) -> dict[str, object]:
    return {
        "kind": reading.kind.value,
        "calendar": reading.calendar,
        "target_minutes": reading.target_minutes,
        "due_at": printed(reading.due_at),
        "state": reading.state.value,
        "elapsed_minutes": reading.elapsed_seconds // 60,
        "breached_at": None if reading.breached_at is None else printed(reading.breached_at),
        "spans": [
            {"from": printed(span.start), "until": printed(span.end), "because": span.because.value}
            for span in reading.spans
        ],
    }
