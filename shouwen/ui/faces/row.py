"""A card as a row of a list."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shouwen.apps.tickets.models import Ticket
from shouwen.policy.catalogue import Service
from shouwen.ui.faces.clock import ClockFace, chip_face
from shouwen.ui.faces.module import module_name


@dataclass(frozen=True)
class TicketRow:
    number: str
    title: str
    grade: int
    state: str
    hospital: str
    department: str
    module: str
    handler: str
    first_contact: str
    accepted_at: datetime
    clock: ClockFace | None
    url: str
    beside_url: str
    chased: bool = False
    waits_level: str = ""
    green: bool = False


def row_of(ticket: Ticket, url: str, beside_url: str = "") -> TicketRow:
    """A row; the ticket's hospital, department, module, people and clocks should have been fetched with it."""
    return TicketRow(
        number=ticket.number,
        title=ticket.title,
        grade=ticket.grade,
        state=ticket.state,
        hospital=_("Not known yet") if ticket.hospital.is_unlisted else ticket.hospital.name,
        department=ticket.department.name if ticket.department else "",
        module=module_name(ticket.module),
        handler=ticket.handler.name if ticket.handler else "",
        first_contact=ticket.first_contact.name,
        accepted_at=ticket.accepted_at,
        clock=chip_face(list(ticket.clocks.all())),
        url=url,
        beside_url=beside_url,
        chased=bool(getattr(ticket, "chased", False)),
        waits_level=ticket.level if ticket.waits_since else "",
        green=ticket.service == Service.GREEN_CHANNEL,
    )
