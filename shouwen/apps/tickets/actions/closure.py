"""Closing: only after the first contact's word with the customer."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.models import Closure, Ticket
from shouwen.policy.lifecycle import Act, State
from shouwen.policy.roles import Actor


@act
def close(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """Close a card (clause first_contact.word).

    Refused: `absent`, `not_your_role`, `not_now`, `first_contact_word_missing`.
    """
    ticket = lock_for(actor, number, Act.CLOSE)
    Closure.objects.create(ticket=ticket, by_id=actor.person, at=at)
    events.record(ticket, events.Code.CLOSED, actor, at)
    ticket.state = State.CLOSED
    clocks.settle(ticket, at)
    ticket.save()
    return ticket
