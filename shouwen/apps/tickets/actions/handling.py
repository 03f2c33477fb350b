"""Handling: who works on the card now. First contact stays who he is."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.offer import into_hands, take_back_offer
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import Act, State
from shouwen.policy.roles import Actor, Level


@act
def take(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """Take a card that nobody handles, or one that climbed by itself to my level (clause handling.one_person).

    The level follows a resident who takes the word; else the card stays where it is. Of a card that climbed the old
    handler is relieved; his open offer, if there is one, is taken back.
    Refused: `absent`, `not_your_role`, `not_now`, `already_the_handler`, `someone_handles`, `not_that_level`.
    """
    ticket = lock_for(actor, number, Act.TAKE)
    relieved = ticket.handler_id
    if relieved is None and actor.level is Level.FRONTLINE:
        clocks.stand(ticket, Level.FRONTLINE, at)
    idle = into_hands(ticket, actor, at)
    if ticket.state == State.ACCEPTED:
        ticket.state = State.WORKING
    if relieved is not None:
        take_back_offer(ticket, at)
    clocks.settle(ticket, at)
    ticket.save()
    events.record(
        ticket,
        events.Code.TAKEN,
        actor,
        at,
        level=ticket.level,
        nobodys_seconds=int(idle.total_seconds()),
        **({"relieved": relieved} if relieved is not None else {}),
    )
    return ticket
