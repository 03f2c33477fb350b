"""The list of faxes, those of a card, and one on paper."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from shouwen.apps.faxes import queries
from shouwen.apps.tickets.access import check, find
from shouwen.console.frame.guard import page, reads
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.faces.fax import fax_paper


@reads
def faxes(visit: Visit) -> HttpResponse:
    """Those that came, or those that go out; the newest first."""
    view = "out" if visit.GET.get("view") == "out" else "in"
    after = visit.GET.get("after", "")
    came = queries.faxes_in(visit.actor, after) if view == "in" else None
    gone = queries.faxes_out(visit.actor, after) if view == "out" else None
    older = (came or gone).after  # type: ignore[union-attr]
    here = f"{reverse('console:faxes')}?view={view}"
    return page(
        visit,
        "console/faxes.html",
        view=view,
        came=came.rows if came else [],
        gone=gone.rows if gone else [],
        may_log=visit.actor.is_qualified,
        newer_url=here if after else "",
        older_url=f"{here}&after={older}" if older else "",
    )


@reads
def card_faxes(visit: Visit, number: str) -> HttpResponse:
    ticket = find(visit.actor, number)
    return page(
        visit,
        "console/card_faxes.html",
        ticket=ticket,
        came=queries.in_of_card(ticket),
        gone=queries.out_of_card(visit.actor, ticket),
        may_act=visit.actor.is_qualified,
        may_make=_may_make(visit, number),
    )


@reads
def paper(visit: Visit, fax: int) -> HttpResponse:
    """A4, to print."""
    found = queries.find(visit.actor, fax)
    response = HttpResponse(fax_paper(found), content_type="application/pdf")
    name = f"{found.ticket.number}-fax-{found.pk}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _may_make(visit: Visit, number: str) -> bool:
    try:
        check(visit.actor, number, Act.REPLY)
    except Refused:
        return False
    return visit.actor.is_qualified
