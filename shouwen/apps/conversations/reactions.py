"""What is said on a card while a conversation is open is a line of it, whichever page it came by."""

from shouwen.apps.conversations.ending import close
from shouwen.apps.conversations.lines import add
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.ledger.models import Event
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.online import Because, Said
from shouwen.policy.roles import SYSTEM

_OPEN = Prepared(lambda ticket: Conversation.objects.filter(ticket=ticket, ended_at=None))


def card_replied(event: Event) -> None:
    """Each message once; the first of ours is the answer that the delivery standard counts."""
    talk = next(iter(_OPEN.ask(ticket=event.subject_id)), None)
    if talk is None:
        return
    message = Message.objects.get(pk=event.data["message"])
    if event.actor_kind == "staff" and talk.answered_at is None:
        talk.answered_at = event.at
    key = message.submission.rsplit(":", 1)[-1][:64]
    add(talk, event.at, said=Said.WORDS, by_id=message.author_id, message=message, key=key)


def card_ended(event: Event) -> None:
    """With the card ends what is still open on it."""
    talk = next(iter(_OPEN.ask(ticket=event.subject_id)), None)
    if talk is not None:
        close(Ticket.objects.get(pk=event.subject_id), talk, SYSTEM, Because.CARD_ENDED, event.at)
