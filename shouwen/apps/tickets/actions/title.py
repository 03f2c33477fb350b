"""A card's title: first taken from what was said, put better by whoever works on it."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.words import TITLE_LIMIT, masked_text
from shouwen.apps.tickets.models import Retitling, Ticket
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def retitle(actor: Actor, number: str, title: str, *, at: datetime) -> Ticket:
    """Give the card another title, of at most 60 characters; what it was called before stays on record, and finds it.

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `text_missing`,
    `text_too_long`, `nothing_changed`.
    """
    ticket = lock_for(actor, number, Act.RETITLE)
    wanted = " ".join(masked_text(title, "title", limit=TITLE_LIMIT).text.split())
    if wanted == ticket.title:
        raise Refused("nothing_changed", field="title")
    was = Retitling.objects.create(ticket=ticket, by_id=actor.person, at=at, was=ticket.title)
    ticket.title, ticket.changed_at = wanted[:TITLE_LIMIT], at
    ticket.save(update_fields=["title", "changed_at"])
    events.record(ticket, events.Code.RETITLED, actor, at, retitling=was.pk)
    return ticket
