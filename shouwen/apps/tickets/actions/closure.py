"""Closing: only after the first contact's word with the customer."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.ending import end
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import Act, Outcome
from shouwen.policy.roles import Actor


@act
def close(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """Close a card (clause first_contact.word).

    Refused: `absent`, `not_your_role`, `not_now`, `first_contact_word_missing`.
    """
    return end(lock_for(actor, number, Act.CLOSE), actor, Outcome.SOLVED, "", at)
