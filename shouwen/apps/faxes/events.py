"""What a fax writes into the ledger: on its card, in the card's own chain."""

from datetime import datetime

from shouwen.apps.faxes.models import FaxIn, FaxOut
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import Actor


def came(ticket: Ticket, fax: FaxIn, actor: Actor, at: datetime) -> None:
    events.record(ticket, events.Code.FAX_CAME, actor, at, fax_in=fax.pk, number=fax.number, pages=fax.pages)


def record(ticket: Ticket, fax: FaxOut, code: events.Code, actor: Actor, at: datetime, **data: object) -> None:
    events.record(ticket, code, actor, at, fax=fax.pk, number=fax.number, **data)
