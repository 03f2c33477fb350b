"""The minutes of a consultation on paper, as they were signed."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shouwen.apps.consultations.models import Consultation
from shouwen.ui.code_words import word
from shouwen.ui.faces.bill import Bill, PaperTable
from shouwen.ui.time_words import full_words


def minutes_bill(consultation: Consultation) -> Bill:
    kept: dict[str, Any] = consultation.minutes or {}
    members = kept["members"]
    head = (_("Name"), _("Invitation"), _("Opinion"))
    rows = [
        (
            each["name"],
            word(each["answer"], "invitation") + (f" {each['words']}" if each["words"] else ""),
            each["opinion"],
        )
        for each in members
    ]
    return Bill(
        heading=_("Minutes of the consultation"),
        number=consultation.number,
        hospital=consultation.ticket.hospital.name,
        facts=[
            (_("Card"), kept["card"]),
            (_("Chair"), kept["chair"]),
            (_("Met"), _said(kept["met"])),
            (_("Signed by all who took part"), full_words(consultation.signed_at) if consultation.signed_at else "—"),
        ],
        tables=[PaperTable(_("Who was called"), head, rows, (0, 0, 1), ())],
        passages=[
            (_("Question"), kept["question"]),
            (_("Conclusion"), kept["conclusion"]),
            (_("Plan"), kept["plan"]),
        ],
        signatures=[(each["name"], _said(each["signed"])) for each in members if each["signed"]],
        foot=_("Frozen when the last had signed."),
    )


def _said(text: str) -> str:
    return full_words(datetime.fromisoformat(text))
