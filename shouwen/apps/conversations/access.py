"""Fetch and authorise in one step. The card's row is the lock of everything that is said on it."""

from shouwen.apps.conversations.models import Conversation
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


def find(actor: Actor, conversation_id: int) -> Conversation:
    """The conversation, if this person may know of its card. Refused: `absent`."""
    rows = Conversation.objects.for_actor(actor).select_related("ticket__hospital", "agent", "begun_by", "offered_to")
    found = rows.filter(pk=conversation_id).first()
    if found is None:
        raise Refused("absent")
    return found


def lock(actor: Actor, conversation_id: int) -> tuple[Ticket, Conversation]:
    """The card locked for one act, and the conversation as it is now. Refused: `absent`."""
    rows = Conversation.objects.for_actor(actor).filter(pk=conversation_id)
    number = rows.values_list("ticket__number", flat=True).first()
    if number is None:
        raise Refused("absent")
    ticket = cards.lock(actor, number)
    return ticket, Conversation.objects.select_for_update().get(pk=conversation_id)


def lock_open(actor: Actor, conversation_id: int) -> tuple[Ticket, Conversation]:
    """The same, of one that is not over. Refused also: `talk_ended`."""
    ticket, talk = lock(actor, conversation_id)
    if talk.ended_at is not None:
        raise Refused("talk_ended")
    return ticket, talk
