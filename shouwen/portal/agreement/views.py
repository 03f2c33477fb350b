"""The account of a hospital: phases, services with their standards, units that are left, people, and what ends next."""

from django.http import FileResponse, HttpResponse
from django.utils import timezone

from shouwen.apps.accounts.queries import account_of
from shouwen.apps.agreements.book import documents_of, paper_of_hospital
from shouwen.apps.billing.queries import is_over
from shouwen.apps.customers.models import Contact
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.portal.frame.guard import page, reads, who
from shouwen.ui.door import Visit
from shouwen.ui.faces.account import account_face
from shouwen.ui.file_answer import download


@reads
def agreement(visit: Visit) -> HttpResponse:
    """Only the head of the hospital's IT reads it; for anybody else there is no such page."""
    contact = _head(visit)
    today = timezone.localdate(visit.now)
    kept = account_of(contact.hospital, today)
    return page(
        visit,
        "portal/agreement.html",
        contact,
        **account_face(kept, today),
        papers=documents_of(contact.hospital_id),
        quotes_waiting=sum(not is_over(each, visit.now) for each in kept.quotes),
    )


@reads
def document(visit: Visit, document: int) -> FileResponse:
    """A paper of the hospital's own agreements."""
    contact = _head(visit)
    return download(paper_of_hospital(contact.hospital_id, document).file)


def _head(visit: Visit) -> Contact:
    contact = who(visit)
    if Role.IT_HEAD not in visit.actor.roles:
        raise Refused("absent")
    return contact
