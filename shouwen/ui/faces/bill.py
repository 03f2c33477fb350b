"""A quote and a statement as their pages and papers read them: every code in words, every sum written out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from shouwen.apps.billing.figures import Figures, Settling, settlements_of
from shouwen.apps.billing.models import Posting, Quote, QuoteLine, Statement
from shouwen.policy.amount_words import spelled
from shouwen.policy.money import capitals, rmb, yuan
from shouwen.ui.code_words import word
from shouwen.ui.faces.agreement import line_words
from shouwen.ui.faces.trace import figure_values, settling_values
from shouwen.ui.pdf import pdf
from shouwen.ui.time_words import full_words, local_date

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class PaperTable:
    """`widths`: 1 for a column that takes what is left; `amounts`: columns that stand on the right."""

    heading: str
    head: Sequence[str]
    rows: Rows
    widths: Sequence[int]
    amounts: Sequence[int]


@dataclass(frozen=True)
class Bill:
    """What stands on the paper, top to bottom; every string is plain text."""

    heading: str
    number: str
    hospital: str
    facts: Rows
    tables: Sequence[PaperTable] = ()
    sums: Rows = ()
    in_words: str = ""
    passages: Rows = ()
    signatures: Rows = field(default_factory=tuple)
    foot: str = ""

    def answer(self) -> HttpResponse:
        """The paper as a PDF to keep."""
        data: dict[str, Any] = asdict(self)
        response = HttpResponse(pdf("bill", data), content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(True, f"{self.number}.pdf") or "attachment"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-store"
        return response


def amount_in_words(fen: int) -> str:
    """As it stands under a bill: 大写 to whoever reads Chinese, else English."""
    return capitals(fen) if (get_language() or "").startswith("zh") else spelled(fen)


def quantity(hundredths: int) -> str:
    """`1.5` for 150."""
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def when_of(line: QuoteLine) -> str:
    """The day and the night that gave a line its factor."""
    told = [line.on.isoformat()] if line.on else []
    if line.at_night:
        told.append(_("at night"))
    return " ".join(told)


def quote_bill(quote: Quote, lines: Sequence[QuoteLine]) -> Bill:
    head = (_("What"), _("Unit"), _("When"), _("Quantity"), _("Price"), _("Factor"), _("Amount"), _("Tax"))
    rows = [
        (
            line.words,
            word(line.unit, "unit"),
            when_of(line) or "—",
            quantity(line.hundredths),
            yuan(line.price_fen),
            f"{line.percent}%",
            yuan(line.net_fen),
            yuan(line.tax_fen),
        )
        for line in lines
    ]
    facts = [
        (_("Card"), f"{quote.ticket.number} {quote.ticket.title}"),
        (_("Stands until"), quote.valid_until.isoformat()),
        (_("Quote for"), quote.title),
        (_("Rate card"), _("version %(number)s") % {"number": quote.rate_card.number} if quote.rate_card else "—"),
        (_("State"), word(quote.stage, "quote_stage")),
        *([(_("Expert's visit"), quote.visit.number)] if quote.visit else []),
        (_("Sent on"), local_date(quote.sent_at).isoformat() if quote.sent_at else "—"),
    ]
    signed = ""
    if quote.stage == "confirmed" and quote.ended_at:
        signed = f"{quote.signed_name}  {full_words(quote.ended_at)}"
    return Bill(
        heading=_("Quote"),
        number=quote.number if quote.version == 1 else f"{quote.number} (v{quote.version})",
        hospital=quote.hospital.name,
        facts=facts,
        tables=[PaperTable(_("Lines"), head, rows, (1, 0, 0, 0, 0, 0, 0, 0), (3, 4, 5, 6, 7))],
        sums=[
            (_("Before tax"), rmb(quote.net_fen)),
            (_("Tax %(percent)s%%") % {"percent": quote.tax_percent}, rmb(quote.tax_fen)),
            (_("Altogether"), rmb(quote.total.gross)),
        ],
        in_words=_("Altogether in words: %(words)s") % {"words": amount_in_words(quote.total.gross)},
        passages=[(_("Note"), quote.note)] if quote.note else [],
        signatures=[
            (_("For us"), quote.sent_by.name if quote.sent_by else ""),
            (_("Confirmed for the hospital"), signed),
        ],
        foot=_("Nothing is owed before the hospital has confirmed this quote."),
    )


def statement_bill(statement: Statement, figures: Figures, how: Settling) -> Bill:
    head = (_("Date"), _("Card"), _("What"), _("Before tax"), _("Tax"), _("Altogether"))
    rows = [
        (
            local_date(line.posting.at).isoformat(),
            line.card,
            line.words,
            yuan(line.signed.net),
            yuan(line.signed.tax),
            yuan(line.signed.gross),
        )
        for line in figures.lines
    ]
    moves = [
        (local_date(row.at).isoformat(), word(row.entry, "entry"), yuan(row.signed.gross)) for row in figures.moves
    ]
    tables = [PaperTable(_("Lines"), head, rows, (0, 0, 1, 0, 0, 0), (3, 4, 5))]
    if moves:
        moved = (_("Date"), _("Entry"), _("Amount"))
        tables.append(PaperTable(_("Paid and taken back in the month"), moved, moves, (0, 1, 0), (2,)))
    if figures.fees:
        tables.append(_fees(figures))
    settlements = settlements_of(statement)
    if settlements:
        tables.append(_settlements(settlements))
    return Bill(
        heading=_("Statement of account"),
        number=statement.number,
        hospital=statement.hospital.name,
        facts=[
            (_("Month"), f"{statement.month:%Y-%m}"),
            (_("State"), word(how.state if statement.closed_at else "draft", "statement_state")),
            (pgettext("statement", "Closed"), full_words(statement.closed_at) if statement.closed_at else "—"),
            (_("Account manager"), statement.hospital.account_manager.name),
            (_("Invoice"), statement.invoice_number or "—"),
            (_("Invoiced on"), statement.invoiced_on.isoformat() if statement.invoiced_on else "—"),
        ],
        tables=tables,
        sums=[
            (word(code, "figure"), rmb(fen))
            for code, fen in (figure_values(figures) | settling_values(statement, how)).items()
        ],
        in_words=_("This statement in words: %(words)s") % {"words": amount_in_words(figures.total.gross)},
        signatures=[(_("For us"), ""), (_("For the hospital"), "")],
        foot=foot_of(figures),
    )


def foot_of(figures: Figures) -> str:
    """Says of the lines and of the fees what is true of each."""
    told = []
    if figures.lines:
        told.append(_("Each card's line was confirmed by the hospital as a quote before."))
    if figures.fees:
        told.append(_("Agreement fees are owed by the agreement."))
    return " ".join(told)


def reference_of(posting: Posting) -> str:
    """The receipt of a payment, the number of a credit note."""
    note, payment = getattr(posting, "credit_note", None), getattr(posting, "payment", None)
    return str(note.number if note else payment.reference if payment else "")


def paid_on(posting: Posting) -> date:
    """The day on the receipt; of a credit note the day on which it was made."""
    payment = getattr(posting, "payment", None)
    return payment.on if payment else local_date(posting.at)


def _settlements(rows: Sequence[Posting]) -> PaperTable:
    head = (_("Date"), _("Entry"), _("Number"), _("Amount"))
    told = [
        (paid_on(row).isoformat(), word(row.entry, "entry"), reference_of(row) or "—", yuan(row.signed.gross))
        for row in rows
    ]
    return PaperTable(_("Paid on this statement and taken back of it"), head, told, (0, 0, 1, 0), (3,))


def _fees(figures: Figures) -> PaperTable:
    head = (_("Agreement"), _("Line"), _("Instalment"), _("Due"), _("Paid on"), _("Amount"))
    rows = [
        (
            fee.period.line.agreement.number,
            line_words(fee.period.line),
            f"{fee.number}/{fee.parts}",
            fee.due_on.isoformat(),
            _("unpaid") if fee.is_open else str(fee.paid_on or "—"),
            yuan(fee.amount),
        )
        for fee in figures.fees
    ]
    return PaperTable(_("Agreement fees"), head, rows, (0, 1, 0, 0, 0, 0), (5,))
