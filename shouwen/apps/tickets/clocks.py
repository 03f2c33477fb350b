"""A card's clocks: replayed from its facts by the engine, stored only to be found."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from shouwen.apps.calendars.queries import working_times
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.models import Chase, Clock, Fact, Firing, Ticket
from shouwen.policy import clock as engine
from shouwen.policy import ladder
from shouwen.policy.lifecycle import ENDED, OPEN, Outcome
from shouwen.policy.promise import Promise
from shouwen.policy.roles import Level
from shouwen.policy.severity import Impact, Kind, Urgency

# The first fact of every card; it keeps the first classification and opens the replay.
ACCEPTED = "accepted"
STORED = [
    "calendar", "target_minutes", "due_at", "warn_at", "next_step_at", "state", "hold_reason", "breached_at",
    "stopped_at",
]  # fmt: skip
# Their names among the clocks that have fired.
LADDER = "ladder"
CHASE = "chase"
# The clock of a card that ended outside the rates: neither met nor missed.
VOID = "void"


def readings(ticket: Ticket, facts: Sequence[Fact], now: datetime) -> tuple[engine.Reading, ...]:
    """Every clock of the card as it stands at `now`: elapsed, due, state, and the proof span by span.

    Whose watch is behind, or whose request waited while another opened the card, sees it as it was accepted.
    """
    opening = opening_of(ticket, facts)
    return engine.replay(
        opening,
        [_fact(fact) for fact in facts if fact.type != ACCEPTED],
        Promise.from_json(ticket.promise),
        working_times(ticket.calendar_version_id),
        max(now, opening.accepted_at),
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


def rung(ticket: Ticket, facts: Sequence[Fact], now: datetime) -> ladder.Rung | None:
    """The next rung of the ladder as it stands at `now`, whether or not it was proposed before."""
    return ladder.next_rung(
        opening_of(ticket, facts),
        [_fact(fact) for fact in facts if fact.type != ACCEPTED],
        Promise.from_json(ticket.promise),
        working_times(ticket.calendar_version_id),
        level=Level(ticket.level),
        since=ticket.level_since,
        now=now,
    )


def stand(ticket: Ticket, level: Level, at: datetime) -> None:
    """Put the card on a level: its time there counts from now. To be settled and saved by the act."""
    if ticket.level != level:
        ticket.level, ticket.level_since = level, at


def stay(ticket: Ticket) -> str:
    """Names this stay at this level: one proposal each."""
    return f"{ticket.level}@{ticket.level_since.isoformat(timespec='seconds')}"


def told(ticket: Ticket) -> dict[str, set[tuple[int, str]]]:
    """What has fired, by clock."""
    keys: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for clock, percent, cycle in _FIRED.ask(ticket=ticket.pk):
        keys[clock].add((percent, cycle))
    return keys


def is_provisional(ticket: Ticket, reading: engine.Reading) -> bool:
    """Was this clock computed over a year whose holidays were not published?"""
    calendar = working_times(ticket.calendar_version_id)[reading.calendar]
    return calendar.is_provisional(reading.started_at, reading.due_at)


def is_void(ticket: Ticket) -> bool:
    """Did the card end outside the rates? Then its clocks are neither met nor missed, and nothing more is told."""
    return bool(ticket.outcome) and ticket.outcome != Outcome.SOLVED


def settle(ticket: Ticket, now: datetime) -> None:
    """Replay after an act and store what lists and the scheduler need: a row a clock, the next due, the next climb."""
    facts = _FACTS.ask(ticket=ticket.pk)
    fired = told(ticket)
    held = next((fact.reason for fact in reversed(facts) if fact.type == engine.FactType.PAUSED), "")
    rows = [_row(ticket, reading, held, fired[reading.kind]) for reading in readings(ticket, facts, now)]
    if is_void(ticket):
        for row in rows:
            row.state, row.stopped_at, row.next_step_at = VOID, row.stopped_at or now, None
    Clock.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["ticket", "kind"],
        update_fields=STORED,
    )
    open_dues = [row.due_at for row in rows if row.stopped_at is None and row.state != "paused"]
    chased = [chase.due_at for chase in _settle_chases(ticket, fired[CHASE]) if chase.answered_at is None]
    ticket.next_due_at = None if ticket.state in ENDED else min([*open_dues, *chased], default=None)
    above = None if ticket.state in ENDED else rung(ticket, facts, now)
    proposed = (ladder.BREACH, stay(ticket)) in fired[LADDER]
    ticket.climb_at = above.due_at if above and not proposed else None
    if ticket.state not in OPEN:
        ticket.waits_since = None
    ticket.changed_at = now


def chase_steps(ticket: Ticket, chase: Chase, fired: set[tuple[int, str]]) -> tuple[ladder.Step, ...]:
    """What is still to be told of a chase; on a card that has ended, nothing."""
    if ticket.state in ENDED:
        return ()
    return ladder.chase_steps(chase.at, chase.due_at, chase.answered_at, str(chase.pk), fired)


def live_chases(ticket: Ticket) -> list[Chase]:
    """The chases that wait for an answer, or of which something is still to be told."""
    return _LIVE_CHASES.ask(ticket=ticket.pk)


def _settle_chases(ticket: Ticket, fired: set[tuple[int, str]]) -> list[Chase]:
    found = live_chases(ticket)
    for chase in found:
        step = min((step.at for step in chase_steps(ticket, chase, fired)), default=None)
        if step != chase.next_step_at:
            chase.next_step_at = step
            chase.save(update_fields=["next_step_at"])
    return found


def _build_live_chases(ticket: int) -> QuerySet[Chase]:
    return Chase.objects.filter(Q(answered_at=None) | Q(next_step_at__isnull=False), ticket=ticket)


_LIVE_CHASES = Prepared(_build_live_chases)
_FACTS = Prepared(lambda ticket: Fact.objects.filter(ticket=ticket))
_FIRED = Prepared(lambda ticket: Firing.objects.filter(ticket=ticket).values_list("clock", "percent", "cycle"))


def _row(ticket: Ticket, reading: engine.Reading, held: str, fired: set[tuple[int, str]]) -> Clock:
    return Clock(
        ticket=ticket,
        kind=reading.kind,
        calendar=reading.calendar,
        target_minutes=reading.target_minutes,
        due_at=reading.due_at,
        warn_at=next((warn.at for warn in reading.warns if warn.percent == 80), None),
        next_step_at=min((step.at for step in ladder.steps(reading, fired)), default=None),
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
