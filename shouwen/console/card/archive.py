"""The archived record of a card, and its revisions."""

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.whole_card import whole_card
from shouwen.console.card.page import carry_out
from shouwen.console.frame.guard import acts, page, reads
from shouwen.policy.lifecycle import Act
from shouwen.ui.archive_answer import archive_context, archive_pdf
from shouwen.ui.door import Visit


@reads
def archive(visit: Visit, number: str) -> HttpResponse:
    card = whole_card(visit.actor, number, visit.now)
    address = reverse("console:archive", args=[number])
    return page(
        visit,
        "ui/archive.html",
        back_url=reverse("console:card", args=[number]),
        pdf_url=reverse("console:archive_pdf", args=[number]),
        **archive_context(card, address, inside=True),
    )


@reads
def archived_pdf(visit: Visit, number: str) -> HttpResponse:
    card = whole_card(visit.actor, number, visit.now)
    return archive_pdf(card, reverse("console:archive", args=[number]), inside=True)


@acts
def revise(visit: Visit, number: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    return carry_out(visit, number, Act.REVISE, lambda: actions.revise(visit.actor, number, words, at=visit.now))
