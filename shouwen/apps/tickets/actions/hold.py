"""挂起: the resolution clock waits, for one of four reasons, and the customer sees which."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.chase import heard_from
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.clock import PauseReason
from shouwen.policy.lifecycle import Act, State
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def hold(actor: Actor, number: str, reason: str, words: str, *, at: datetime) -> Ticket:
    """Pause the resolution clock (clause resolution.pause). Response and arrival never pause.

    Refused: `absent`, `not_your_role`, `not_now`, `not_the_handler`; with `field`: `unknown_choice`,
    `text_missing`, `text_too_long` (the customer reads the words).
    """
    ticket = lock_for(actor, number, Act.HOLD)
    if reason not in set(PauseReason):
        raise Refused("unknown_choice", field="reason")
    told = masked_text(words, "words", limit=500).text
    events.fact(ticket, "paused", actor, at, reason=reason, words=told)
    events.record(ticket, events.Code.HELD, actor, at, reason=reason)
    heard_from(ticket, actor, at)
    return _turn(ticket, State.HELD, at)


@act
def resume(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """End the pause. Refused: `absent`, `not_your_role`, `not_now`, `not_the_handler`."""
    ticket = lock_for(actor, number, Act.RESUME)
    events.fact(ticket, "resumed", actor, at)
    events.record(ticket, events.Code.RESUMED, actor, at)
    return _turn(ticket, State.RESTORED if _is_restored(ticket) else State.WORKING, at)


def _is_restored(ticket: Ticket) -> bool:
    """Was the service restored, and not reopened since?"""
    last = ticket.facts.filter(type__in=["restored", "reopened"]).order_by("-at", "-pk").first()
    return last is not None and last.type == "restored"


def _turn(ticket: Ticket, state: State, at: datetime) -> Ticket:
    ticket.state = state
    clocks.settle(ticket, at)
    ticket.save()
    return ticket
