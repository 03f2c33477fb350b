"""A fax on paper, in the language that was chosen for its hospital."""

from dataclasses import asdict, dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shouwen.apps.faxes.models import FaxOut
from shouwen.ui.pdf import pdf
from shouwen.ui.time_words import full_words


@dataclass(frozen=True)
class FaxPaper:
    """What stands on it, top to bottom; every string is plain text."""

    lang: str
    number: str
    heading: str
    facts: list[tuple[str, str]]
    pages: str
    words: list[str]
    signature: str
    foot: str


def paper_of(fax: FaxOut) -> FaxPaper:
    with translation.override(fax.language):
        hospital = fax.ticket.hospital
        receiver = " ".join(filter(None, ["" if hospital.is_unlisted else hospital.name, fax.receiver]))
        return FaxPaper(
            lang=fax.language.partition("-")[0],
            number=fax.ticket.number,
            heading=pgettext("paper", "Fax"),
            facts=[
                (pgettext("fax", "To"), receiver or "—"),
                (_("Fax number"), fax.number),
                (pgettext("fax", "From"), _("Service centre, %(name)s") % {"name": fax.made_by.name}),
                (_("Card"), fax.ticket.number),
                (pgettext("fax", "About"), fax.ticket.title),
                (_("Date"), full_words(fax.made_at)),
            ],
            pages=pgettext("fax", "Pages"),
            words=fax.text.splitlines(),
            signature=_("Service centre, %(name)s") % {"name": fax.made_by.name},
            foot=_("When you answer by fax, please write %(number)s on the page: it finds its card by this number.")
            % {"number": fax.ticket.number},
        )


def fax_paper(fax: FaxOut) -> bytes:
    """A4, to be sent or printed."""
    return pdf("fax", asdict(paper_of(fax)))
