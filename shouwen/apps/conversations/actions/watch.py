"""What time says: nobody answered in time, the hours are over, nobody has said anything for long."""

from datetime import datetime

from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.conversations.ending import close
from shouwen.apps.conversations.lines import add
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.calendars import CalendarName
from shouwen.policy.online import QUIET, Because, Said
from shouwen.policy.roles import SYSTEM


@act
def tell_late(conversation_id: int, *, at: datetime) -> bool:
    """Nobody has answered in time: said once, in the conversation and to the desk. False when it is no longer so."""
    ticket, talk = _held(conversation_id)
    if not talk.is_late(at) or talk.late_at is not None:
        return False
    talk.late_at = at
    add(talk, at, said=Said.LATE)
    events.record(ticket, events.Code.TALK_WAITS, SYSTEM, at, due=talk.due_at.isoformat())
    return True


@act
def end_forgotten(conversation_id: int, *, at: datetime) -> bool:
    """End one that nobody took before the hours were over, or in which nothing was said for long."""
    ticket, talk = _held(conversation_id)
    because = why_over(talk, at)
    if because is None:
        return False
    close(ticket, talk, SYSTEM, because, at)
    return True


def why_over(talk: Conversation, at: datetime) -> Because | None:
    if talk.ended_at is not None:
        return None
    if talk.agent_id is None and not working_times(newest().pk)[CalendarName.ONLINE].is_open(at):
        return Because.UNATTENDED
    return Because.QUIET if talk.agent_id is not None and at - talk.last_at >= QUIET else None


def _held(conversation_id: int) -> tuple[Ticket, Conversation]:
    card = Conversation.objects.values_list("ticket", flat=True).get(pk=conversation_id)
    ticket = Ticket.objects.select_for_update().get(pk=card)
    return ticket, Conversation.objects.select_for_update().get(pk=conversation_id)
