"""A card's clocks: replayed from its facts by the engine, stored only to be found."""

from collections.abc import Sequence
from datetime import datetime

from shouwen.apps.calendars.queries import working_times
from shouwen.apps.tickets.models import Clock, Fact, Ticket
from shouwen.policy import clock as engine
from shouwen.policy.lifecycle import ENDED, Outcome
from shouwen.policy.promise import Promise
from shouwen.policy.severity import Impact, Kind, Urgency

# The first fact of every card; it keeps the first classification and opens the replay.
ACCEPTED = "accepted"
# The clock of a card that ended outside the rates: neither met nor missed.
VOID = "void"
STORED = ["calendar", "target_minutes", "due_at", "warn_at", "state", "hold_reason", "breached_at", "stopped_at"]


def readings(ticket: Ticket, facts: Sequence[Fact], now: datetime) -> tuple[engine.Reading, ...]:
    """Every clock of the card as it stands at `now`: elapsed, due, state, and the proof span by span."""
    return engine.replay(
        opening_of(ticket, facts),
        [_fact(fact) for fact in facts if fact.type != ACCEPTED],
        Promise.from_json(ticket.promise),
        working_times(ticket.calendar_version_id),
        now,
    )


def opening_of(ticket: Ticket, facts: Sequence[Fact]) -> engine.Opening:
    """The card as it was accepted: the first fact keeps the first classification."""
    accepted = next(fact for fact in facts if fact.type == ACCEPTED)
    return engine.Opening(
        accepted_at=accepted.at,
        kind=Kind(accepted.reason),
        impact=Impact(accepted.impact) if accepted.impact else None,
        urgency=Urgency(accepted.urgency) if accepted.urgency else None,
        onsite_covered=ticket.onsite_covered,
    )


def is_provisional(ticket: Ticket, reading: engine.Reading) -> bool:
    """Was this clock computed over a year whose holidays were not published?"""
    calendar = working_times(ticket.calendar_version_id)[reading.calendar]
    return calendar.is_provisional(reading.started_at, reading.due_at)


def settle(ticket: Ticket, now: datetime) -> None:
    """Replay after an act and store what lists need: one row a clock, and the card's next due instant."""
    facts = list(ticket.facts.all())
    held = next((fact.reason for fact in reversed(facts) if fact.type == engine.FactType.PAUSED), "")
    rows = [_row(ticket, reading, held) for reading in readings(ticket, facts, now)]
    if ticket.outcome and ticket.outcome != Outcome.SOLVED:
        for row in rows:
            row.state, row.stopped_at = VOID, row.stopped_at or now
    Clock.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["ticket", "kind"],
        update_fields=STORED,
    )
    open_dues = [row.due_at for row in rows if row.stopped_at is None and row.state != "paused"]
    chased = ticket.chases.filter(answered_at=None).values_list("due_at", flat=True)
    ticket.next_due_at = None if ticket.state in ENDED else min([*open_dues, *chased], default=None)
    ticket.changed_at = now


def _row(ticket: Ticket, reading: engine.Reading, held: str) -> Clock:
    return Clock(
        ticket=ticket,
        kind=reading.kind,
        calendar=reading.calendar,
        target_minutes=reading.target_minutes,
        due_at=reading.due_at,
        warn_at=next((warn.at for warn in reading.warns if warn.percent == 80), None),
        state=reading.state,
        hold_reason=held if reading.paused_at else "",
        breached_at=reading.breached_at,
        stopped_at=reading.stopped_at,
    )


def _fact(fact: Fact) -> engine.Fact:
    return engine.Fact(
        type=engine.FactType(fact.type),
        at=fact.at,
        reason=engine.PauseReason(fact.reason) if fact.type == engine.FactType.PAUSED else None,
        impact=Impact(fact.impact) if fact.impact else None,
        urgency=Urgency(fact.urgency) if fact.urgency else None,
        kind=Kind(fact.reason) if fact.type == engine.FactType.REGRADED else None,
    )
