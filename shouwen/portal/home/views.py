"""The home of a hospital's person."""

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.billing.access import may_confirm
from shouwen.apps.billing.models import Quote
from shouwen.apps.billing.queries import is_over, open_quotes_of
from shouwen.apps.customers.models import Contact
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
    live, done = queries.at_home(visit.actor, most_open=SHOWN, most_closed=3)
    month = figures_of_month(visit.actor, visit.now)
    waiting = [each for each in _sent(visit, contact) if not is_over(each, visit.now)]
    people = with_roles([contact.hospital.account_manager_id, contact.hospital.deputy_id])
    return page(
        visit,
        "portal/home.html",
        contact,
        open_tickets=[row_of(each, reverse("portal:ticket", args=[each.number])) for each in live],
        closed_tickets=[row_of(each, reverse("portal:ticket", args=[each.number])) for each in done],
        open_count=month.open,
        account_manager=face_of(people.get(contact.hospital.account_manager_id)),
        deputy=face_of(people.get(contact.hospital.deputy_id or 0)),
        hotline=hotline_today(visit.now),
        to_confirm=waiting[:3],
        quotes_waiting=len(waiting) if may_confirm(visit.actor) else None,
        sees_agreement=Role.IT_HEAD in visit.actor.roles,
        month=month if Role.IT_HEAD in visit.actor.roles else None,
    )


def _sent(visit: Visit, contact: Contact) -> list[Quote]:
    return open_quotes_of(contact.hospital_id) if may_confirm(visit.actor) else []
