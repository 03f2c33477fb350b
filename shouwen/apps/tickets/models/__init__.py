"""Rows of a tracking card: what was promised, what happened, what was said, how it ended."""

from shouwen.apps.tickets.models.clock import Clock
from shouwen.apps.tickets.models.conversation import Attachment, Message
from shouwen.apps.tickets.models.fact import Fact
from shouwen.apps.tickets.models.outcome import Closure, FollowUp, Resolution, Substitution
from shouwen.apps.tickets.models.ticket import NumberSeries, Ticket, TicketQuerySet
from shouwen.apps.tickets.models.verdict import Verdict

__all__ = [
    "Attachment",
    "Clock",
    "Closure",
    "Fact",
    "FollowUp",
    "Message",
    "NumberSeries",
    "Resolution",
    "Substitution",
    "Ticket",
    "TicketQuerySet",
    "Verdict",
]
