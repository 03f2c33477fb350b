"""By which way words on a card came or went, when it was not by writing them here."""

from collections.abc import Iterable, Mapping

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.fax import Result

# Whoever opened such a card wrote down what another had said.
WRITTEN_DOWN = frozenset({"phone", "walk_in", "fax"})


def ways_of(ticket: Ticket, messages: Iterable[Message], events: Iterable[Event]) -> Mapping[int, str]:
    """The way (`phone`, `walk_in`, `fax`) by message, of those that have one. No query."""
    told = list(events)
    came = {event.at for event in told if event.code == "ticket.fax_came"}
    arrived = {
        f"fax-{event.data['fax']}"
        for event in told
        if event.code == "ticket.fax_tried" and event.data["result"] == Result.DELIVERED
    }
    found = {}
    for message in messages:
        key = message.submission.rpartition(":")[2]
        if message.submission == f"report:{ticket.submission}":
            way = ticket.channel if ticket.channel in WRITTEN_DOWN and not message.from_customer else ""
        elif message.audience == Message.Audience.INTERNAL:
            # Written down, or put on the card, with the fax that it tells of.
            way = "fax" if message.at in came and key.startswith(("fax-", "mail-")) else ""
        else:
            way = "fax" if key in arrived else ""
        if way:
            found[message.pk] = way
    return found
