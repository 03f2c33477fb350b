"""The one way in which a conversation ends."""

from datetime import datetime

from shouwen.apps.conversations.lines import add
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.online import Because, Said
from shouwen.policy.roles import Actor


def close(ticket: Ticket, talk: Conversation, actor: Actor, because: Because, at: datetime) -> None:
    """End it, with a last line and an event on the card."""
    talk.ended_at, talk.ended_by_id, talk.ended_because = at, actor.id, because
    talk.offered_to_id = talk.offered_at = None
    add(talk, at, said=Said.ENDED, by_id=actor.id)
    events.record(ticket, events.Code.TALK_ENDED, actor, at, because=because.value, lines=talk.last_line)
