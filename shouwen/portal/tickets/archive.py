"""The archived record of a request, as the hospital keeps it: without our internal notes."""

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.tickets.whole_card import whole_card
from shouwen.portal.frame.guard import page, reads, who
from shouwen.ui.archive_answer import archive_context, archive_pdf
from shouwen.ui.door import Visit


@reads
def archive(visit: Visit, number: str) -> HttpResponse:
    card = whole_card(visit.actor, number, visit.now)
    address = reverse("portal:archive", args=[number])
    return page(
        visit,
        "ui/archive.html",
        who(visit),
        back_url=reverse("portal:ticket", args=[number]),
        pdf_url=reverse("portal:archive_pdf", args=[number]),
        **archive_context(card, address, inside=False),
    )


@reads
def archived_pdf(visit: Visit, number: str) -> HttpResponse:
    card = whole_card(visit.actor, number, visit.now)
    return archive_pdf(card, reverse("portal:archive", args=[number]), inside=False)
