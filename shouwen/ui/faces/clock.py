"""A clock as a page shows it: the chip, the bar, and the proof span by span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from shouwen.apps.tickets.clocks import VOID
from shouwen.apps.tickets.models import Clock, Fact
from shouwen.policy.calendar_spec import CalendarSpec
from shouwen.policy.calendars import note_on_day
from shouwen.policy.clock import Because, ProofSpan, Reading
from shouwen.ui.code_words import word


@dataclass(frozen=True)
class ClockFace:
    """`elapsed_minutes` and `why_url` are for the bar; a chip needs only the first six."""

    kind: str
    state: str
    due_at: datetime
    warn_at: datetime | None
    stopped_at: datetime | None
    hold_reason: str
    elapsed_minutes: int = 0
    target_minutes: int = 0
    calendar: str = ""
    started_at: datetime | None = None
    provisional: bool = False
    why_url: str = ""


@dataclass(frozen=True)
class SpanFace:
    start: datetime
    end: datetime
    minutes: int
    because: str
    note: str


def hold_reason_of(facts: Sequence[Fact]) -> str:
    """The reason of the newest pause, "" when there was none."""
    return next((fact.reason for fact in reversed(facts) if fact.type == "paused"), "")


def full_face(
    reading: Reading, facts: Sequence[Fact], why_url: str, *, provisional: bool = False, void: bool = False
) -> ClockFace:
    """A replayed clock, with everything its bar and its proof say; `void`: the card ended outside the rates."""
    return ClockFace(
        kind=reading.kind.value,
        state=VOID if void else reading.state.value,
        due_at=reading.due_at,
        warn_at=next((warn.at for warn in reading.warns if warn.percent == 80), None),
        stopped_at=reading.stopped_at,
        hold_reason=hold_reason_of(facts) if reading.paused_at else "",
        elapsed_minutes=reading.elapsed_seconds // 60,
        target_minutes=reading.target_minutes,
        calendar=reading.calendar,
        started_at=reading.started_at,
        provisional=provisional,
        why_url=why_url,
    )


def chip_face(clocks: Sequence[Clock]) -> ClockFace | None:
    """The stored clock that a list row shows: the open one that is due first, else a pause, else none."""
    live = [clock for clock in clocks if clock.stopped_at is None]
    live.sort(key=lambda clock: (clock.state == "paused", clock.due_at))
    if not live:
        return None
    clock = live[0]
    return ClockFace(clock.kind, clock.state, clock.due_at, clock.warn_at, clock.stopped_at, clock.hold_reason)


def span_faces(reading: Reading, facts: Sequence[Fact], spec: CalendarSpec) -> list[SpanFace]:
    """The proof's lines; a closed one says which holiday, a pause why and by whom."""
    return [
        SpanFace(span.start, span.end, _minutes(span), span.because.value, _note(span, facts, spec))
        for span in reading.spans
    ]


def _minutes(span: ProofSpan) -> int:
    return (span.end - span.start) // timedelta(minutes=1)


def _note(span: ProofSpan, facts: Sequence[Fact], spec: CalendarSpec) -> str:
    if span.because is Because.CLOSED:
        return _closed_because(span, spec)
    if span.because is Because.PAUSED:
        begun = [fact for fact in facts if fact.type == "paused" and fact.at.replace(microsecond=0) <= span.start]
        if begun:
            who = f" · {begun[-1].by.name}" if begun[-1].by else ""
            return f"{word(begun[-1].reason, 'hold_reason')}{who}"
    return ""


def _closed_because(span: ProofSpan, spec: CalendarSpec) -> str:
    """Which days are closed in the span, each reason once; a closed evening needs none."""
    day = timezone.localtime(span.start, spec.zone_info).date()
    last = timezone.localtime(span.end - timedelta(seconds=1), spec.zone_info).date()
    reasons: dict[str, None] = {}
    while day <= last and (last - day).days < 40:
        note = note_on_day(spec, day)
        if not note.hours:
            reasons[word(note.name, "holiday") if note.name else word(note.day_class, "day_class")] = None
        day += timedelta(days=1)
    return "、".join(reasons)
