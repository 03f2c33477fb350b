"""The agreement of a hospital: phases, end days, services, urgent units that are left."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.utils import timezone

from shouwen.apps.agreements.book import of_hospital
from shouwen.apps.people.queries import with_roles
from shouwen.apps.tickets.urgent_units import used_of
from shouwen.policy.catalogue import SPECIAL, Service
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.portal.frame.guard import page, reads, who
from shouwen.ui.door import Visit
from shouwen.ui.faces.agreement import LineFace, line_faces, timeline_of
from shouwen.ui.faces.person import face_of


def services_of(face: LineFace, today: date) -> list[str]:
    """The services that count today, in the catalogue's order; none while nothing covers."""
    line = face.line
    if face.until is None:
        return []
    if face.state == "free.valid":
        named = {service.value for service in Service if service not in SPECIAL} | set(line.special)
    else:
        grace = timedelta(days=line.grace_days)
        running = [row for row in line.paid_periods.all() if row.starts_on <= today <= row.ends_on + grace]
        now = [row for row in running if today <= row.ends_on] or running
        named = {code for row in now for code in [*row.services, *row.special]}
    return [service.value for service in Service if service.value in named]


@reads
def agreement(visit: Visit) -> HttpResponse:
    """Only the head of the hospital's IT reads it; for anybody else there is no such page."""
    contact = who(visit)
    if Role.IT_HEAD not in visit.actor.roles:
        raise Refused("absent")
    today = timezone.localdate(visit.now)
    kept = of_hospital(contact.hospital_id, today)
    every = [line for _agreement, lines in kept for line in lines]
    units = used_of([each.line for each in every], today)
    people = with_roles([contact.hospital.account_manager_id, contact.hospital.deputy_id])
    return page(
        visit,
        "portal/agreement.html",
        contact,
        agreements=[
            (found, [(face, services_of(face, today), units.get(face.pk)) for face in line_faces(found, lines, today)])
            for found, lines in kept
        ],
        timeline=timeline_of(every, today),
        account_manager=face_of(people.get(contact.hospital.account_manager_id)),
        deputy=face_of(people.get(contact.hospital.deputy_id or 0)),
    )
