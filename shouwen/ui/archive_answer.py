"""An archived record as a page or as a PDF, for both doors."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from shouwen.apps.tickets.models import Archive
from shouwen.apps.tickets.whole_card import Card
from shouwen.policy.refusal import Refused
from shouwen.ui.faces.archive import paper_of
from shouwen.ui.pdf import pdf
from shouwen.ui.qr import qr_svg, qr_url


def archive_context(card: Card, address: str, *, inside: bool) -> dict[str, Any]:
    """What the template lists at its head; `Refused("absent")` when the card is not archived."""
    return {"paper": paper_of(_row(card), address, inside=inside), "qr_url": qr_url(settings.SITE_URL + address)}


def archive_pdf(card: Card, address: str, *, inside: bool) -> HttpResponse:
    """The record as a PDF to keep."""
    paper = paper_of(_row(card), address, inside=inside)
    content = pdf("archive", paper.plain() | {"qr_svg": qr_svg(settings.SITE_URL + address)})
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{paper.number}.pdf") or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _row(card: Card) -> Archive:
    if card.extras.archive is None:
        raise Refused("absent")
    return card.extras.archive
