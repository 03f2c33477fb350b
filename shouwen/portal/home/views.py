"""The home of a hospital's person."""

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.people.queries import with_roles
from shouwen.apps.tickets import queries
from shouwen.apps.tickets.of_month import figures_of_month
from shouwen.policy.roles import Role
from shouwen.portal.frame.guard import page, reads, who
from shouwen.portal.home.hotline import hotline_today
from shouwen.ui.door import Visit
from shouwen.ui.faces.person import face_of
from shouwen.ui.faces.row import row_of

SHOWN = 5


@reads
def home(visit: Visit) -> HttpResponse:
    """What is open, what was done lately, and who stands for this hospital."""
    contact = who(visit)
    counted = queries.counts_of_hospital(visit.actor)
    open_page = queries.of_hospital(visit.actor, queries.is_open(), size=SHOWN)
    closed = queries.closed_lately(visit.actor, size=3)
    people = with_roles([contact.hospital.account_manager_id, contact.hospital.deputy_id])
    return page(
        visit,
        "portal/home.html",
        contact,
        open_tickets=[row_of(each, reverse("portal:ticket", args=[each.number])) for each in open_page.tickets],
        closed_tickets=[row_of(each, reverse("portal:ticket", args=[each.number])) for each in closed],
        open_count=counted.open,
        account_manager=face_of(people.get(contact.hospital.account_manager_id)),
        deputy=face_of(people.get(contact.hospital.deputy_id or 0)),
        hotline=hotline_today(visit.now),
        sees_agreement=Role.IT_HEAD in visit.actor.roles,
        month=figures_of_month(visit.actor, visit.now) if Role.IT_HEAD in visit.actor.roles else None,
    )
