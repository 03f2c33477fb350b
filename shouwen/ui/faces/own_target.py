"""A target that an agreement's line names itself: beside the policy's, so that the card shows why."""

from dataclasses import dataclass

from shouwen.apps.tickets.whole_card import Card
from shouwen.policy.clock import Reading
from shouwen.policy.promise import Promise
from shouwen.policy.severity import Kind
from shouwen.policy.stopwatch import ClockKind


@dataclass(frozen=True)
class OwnTarget:
    agreement: str
    policy_minutes: int


def own_target(card: Card, reading: Reading) -> OwnTarget | None:
    """Where this clock's target was agreed, None when it is the policy's own."""
    ticket = card.ticket
    if ticket.agreement_line is None:
        return None
    standard, kind = Promise.standard(), Kind(ticket.kind)
    if reading.kind is ClockKind.ARRIVAL:
        policy = standard.arrival_target(onsite_covered=ticket.onsite_covered)
    elif reading.kind is ClockKind.RESPONSE:
        policy = standard.response_target(kind, reading.grade)
    else:
        policy = standard.resolution_target(kind, reading.grade)
    if policy.minutes == reading.target_minutes:
        return None
    return OwnTarget(ticket.agreement_line.agreement.number, policy.minutes)
