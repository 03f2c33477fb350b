"""A card's rows, its ledger and its clocks must tell the same story (I2 and I7)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets import clocks
from shouwen.apps.tickets.events import SUBJECT, Code
from shouwen.apps.tickets.models import Rating, Ticket
from shouwen.policy.lifecycle import State

# The state that a card has after an event, told by the ledger alone.
STATE_AFTER = {
    Code.ACCEPTED: State.ACCEPTED,
    Code.HELD: State.HELD,
    Code.RESTORED: State.RESTORED,
    Code.RESOLVED: State.RESOLVED,
    Code.CLOSED: State.CLOSED,
    Code.ARCHIVED: State.ARCHIVED,
}
HANDLED = {Code.TAKEN, Code.OFFER_ACCEPTED}
# Which event stands for which fact of the clocks.
FACT_OF = {
    Code.ACCEPTED: "accepted",
    Code.RESPONDED: "responded",
    Code.HELD: "paused",
    Code.RESUMED: "resumed",
    Code.DISPATCHED: "dispatched",
    Code.ARRIVED: "arrived",
    Code.RESTORED: "restored",
    Code.RESOLVED: "resolved",
    Code.REOPENED: "reopened",
}
ANSWERS = (Code.OFFER_ACCEPTED, Code.OFFER_DECLINED, Code.OFFER_LAPSED, Code.OFFER_WITHDRAWN)


def card_faults(ticket: Ticket) -> Iterator[str]:
    """Where what is kept differs from what was told, a line each."""
    told = list(Event.objects.filter(subject_kind=SUBJECT, subject_id=ticket.pk).order_by("seq"))
    count = Counter(Code(event.code) for event in told)
    facts = Counter(fact.type for fact in ticket.facts.all() if fact.type != "regraded")
    pairs = {
        "state": (ticket.state, _state(told)),
        "handler": (ticket.handler_id, _handler(told)),
        "confirmed": (ticket.confirmed_at is not None, _confirmed(told)),
        "in nobody's hands": (ticket.nobody_for is None, _handler(told) is None and not count[Code.CLOSED]),
        **_rows(ticket, count),
        "facts": (facts, Counter({FACT_OF[code]: count[code] for code in FACT_OF if count[code]})),
        "clocks": (_stored(ticket), _replayed(ticket)),
    }
    for what, (kept, said) in pairs.items():
        if kept != said:
            yield f"{ticket.number}: {what}: {kept!r}, told {said!r}"


def _rows(ticket: Ticket, count: Counter[Code]) -> dict[str, tuple[int, int]]:
    """So many rows, so many events: one for each."""
    words = count[Code.REPLIED] + count[Code.NOTED] + count[Code.ANNOUNCED] + count[Code.IDENTIFIED]
    return {
        "first contacts": (1, count[Code.FIRST_CONTACT_SET]),
        "messages": (ticket.messages.count(), words + 1),
        "verdicts": (ticket.verdicts.count(), count[Code.JUDGED] + 1),
        "resolutions": (ticket.resolutions.count(), count[Code.RESOLVED]),
        "follow-ups": (ticket.follow_ups.count(), count[Code.FOLLOWED_UP]),
        "substitutions": (ticket.substitutions.count(), count[Code.SUBSTITUTED]),
        "closures": (ticket.closures.count(), count[Code.CLOSED]),
        "offers": (ticket.offers.count(), count[Code.OFFERED]),
        "answered offers": (ticket.offers.exclude(answer="open").count(), sum(count[code] for code in ANSWERS)),
        "offers of batches": (
            ticket.batch_items.filter(batch__act="offer", outcome__in=["done", "undone"]).count(),
            ticket.batch_items.exclude(offer=None).count(),
        ),
        "chases": (ticket.chases.count(), count[Code.CHASED]),
        "answered chases": (ticket.chases.exclude(answered_at=None).count(), count[Code.CHASE_ANSWERED]),
        "disputes": (ticket.disputes.count(), count[Code.DISPUTED]),
        "settled disputes": (ticket.disputes.exclude(answered_at=None).count(), count[Code.DISPUTE_SETTLED]),
        "journeys": (ticket.journeys.count(), count[Code.DISPATCHED]),
        "arrivals": (ticket.journeys.exclude(arrived_at=None).count(), count[Code.ARRIVED]),
        "links": (
            ticket.links.count() + ticket.links_to_here.count(),
            count[Code.LINKED]
            + count[Code.MERGED]
            + count[Code.MERGED_HERE]
            + count[Code.SPLIT]
            - count[Code.UNLINKED],
        ),
        "problems": (ticket.problems.count(), count[Code.PROBLEM_BOUND] - count[Code.PROBLEM_UNBOUND]),
        "titles": (ticket.retitlings.count(), count[Code.RETITLED]),
        "ratings": (Rating.objects.filter(ticket=ticket).count(), count[Code.RATED]),
        "archives": (ticket.archives.count(), count[Code.ARCHIVED] + count[Code.REVISED]),
        "major": (int(ticket.major_since is not None), count[Code.MAJOR]),
    }


def _confirmed(told: Sequence[Event]) -> bool:
    """Did the hospital say yes, since the last remedy?"""
    turns = (Code.CONFIRMED, Code.RESOLVED, Code.REOPENED)
    last = next((event.code for event in reversed(told) if event.code in turns), "")
    return last == Code.CONFIRMED


def _handler(told: Sequence[Event]) -> int | None:
    last = next((event for event in reversed(told) if _hands(event)), None)
    if last is None:
        return None
    return last.data["handler"] if last.code == Code.PASSED_ON else last.actor_id


def _hands(event: Event) -> bool:
    return event.code in HANDLED or (event.code == Code.PASSED_ON and "handler" in event.data)


def _state(told: Sequence[Event]) -> State:
    state, handled, restored = State.ACCEPTED, False, False
    for event in told:
        code = Code(event.code)
        if code in HANDLED:
            handled = True
            state = State.WORKING if state is State.ACCEPTED else state
        elif code is Code.REOPENED:
            state = State.WORKING if handled else State.ACCEPTED
        elif code is Code.FOLLOWED_UP:
            state = State.FOLLOWED_UP if event.data["result"] == "solved" else state
        elif code is Code.RESUMED:
            state = State.RESTORED if restored else State.WORKING
        else:
            state = STATE_AFTER.get(code, state)
        restored = code is Code.RESTORED or (restored and code is not Code.REOPENED)
    return state


def _stored(ticket: Ticket) -> list[tuple[Any, ...]]:
    return sorted(
        (each.kind, each.calendar, each.target_minutes, _stop(ticket, each), None if each.hold_reason else each.due_at)
        for each in ticket.clocks.all()
    )


def _replayed(ticket: Ticket) -> list[tuple[Any, ...]]:
    """While a clock is held its due instant moves with the time of asking."""
    return sorted(
        (each.kind, each.calendar, each.target_minutes, _stop(ticket, each), None if each.paused_at else each.due_at)
        for each in clocks.readings(ticket, list(ticket.facts.all()), ticket.changed_at)
    )


def _stop(ticket: Ticket, clock: Any) -> Any:
    """What ended outside the rates stopped its clocks by that, not by a fact."""
    return clock.stopped_at if ticket.outcome in {"", "solved"} else None
