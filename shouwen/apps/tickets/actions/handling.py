"""Handling: who works on the card now. First contact stays who he is."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import Act, State
from shouwen.policy.roles import Actor, Level


@act
def take(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """Take a card that nobody handles (clause handling.one_person).

    The level follows a resident who takes the word; else the card stays where it is.
    Refused: `absent`, `not_your_role`, `not_now`, `already_the_handler`, `someone_handles`.
    """
    ticket = lock_for(actor, number, Act.TAKE)
    idle_since = ticket.accepted_at
    ticket.handler_id = actor.id
    ticket.handler_since = at
    if actor.level is Level.FRONTLINE:
        clocks.stand(ticket, Level.FRONTLINE, at)
    if ticket.state == State.ACCEPTED:
        ticket.state = State.WORKING
    clocks.settle(ticket, at)
    ticket.save()
    events.record(
        ticket, events.Code.TAKEN, actor, at, level=ticket.level, nobodys_seconds=int((at - idle_since).total_seconds())
    )
    return ticket
