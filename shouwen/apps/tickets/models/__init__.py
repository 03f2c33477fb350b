"""Rows of a tracking card: what was promised, what happened, what was said, how it ended."""

from shouwen.apps.tickets.models.batch import Batch, BatchItem
from shouwen.apps.tickets.models.clock import Clock
from shouwen.apps.tickets.models.conversation import Attachment, Message
from shouwen.apps.tickets.models.fact import Fact
from shouwen.apps.tickets.models.firing import Firing
from shouwen.apps.tickets.models.handover import Chase, Dispute, Journey, Offer
from shouwen.apps.tickets.models.outcome import Archive, Closure, FollowUp, Rating, Resolution, Substitution
from shouwen.apps.tickets.models.problem import Problem
from shouwen.apps.tickets.models.relation import Link
from shouwen.apps.tickets.models.repromise import Repromise
from shouwen.apps.tickets.models.ruling import Ruling, RulingStep
from shouwen.apps.tickets.models.ticket import Lane, NumberSeries, Ticket, TicketQuerySet
from shouwen.apps.tickets.models.title import Retitling
from shouwen.apps.tickets.models.urgent import UnitEntry, UrgentCall
from shouwen.apps.tickets.models.verdict import Verdict

__all__ = [
    "Archive",
    "Attachment",
    "Batch",
    "BatchItem",
    "Chase",
    "Clock",
    "Closure",
    "Dispute",
    "Fact",
    "Firing",
    "FollowUp",
    "Journey",
    "Lane",
    "Link",
    "Message",
    "NumberSeries",
    "Offer",
    "Problem",
    "Rating",
    "Repromise",
    "Resolution",
    "Retitling",
    "Ruling",
    "RulingStep",
    "Substitution",
    "Ticket",
    "TicketQuerySet",
    "UnitEntry",
    "UrgentCall",
    "Verdict",
]
