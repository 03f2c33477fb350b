"""A statement as an Excel file: its lines, and what was paid and taken back."""

from datetime import datetime

from django.http import FileResponse
from django.utils.translation import gettext as _

from shouwen.apps.billing.fees import FeeNow
from shouwen.apps.billing.figures import LineNow, figures_of, settlements_of, settling_of
from shouwen.apps.billing.models import Posting, Statement
from shouwen.ui.code_words import word
from shouwen.ui.faces.agreement import line_words
from shouwen.ui.faces.bill import paid_on, reference_of
from shouwen.ui.faces.trace import figure_values, settling_values
from shouwen.ui.spreadsheet import Column, Table, excel, money_cell
from shouwen.ui.time_words import local_date


def statement_excel(statement: Statement, now: datetime) -> FileResponse:
    figures = figures_of(statement)
    lines: tuple[Column[LineNow], ...] = (
        Column(_("Date"), lambda row: local_date(row.posting.at), 12),
        Column(_("Card"), lambda row: row.card, 18),
        Column(_("What"), lambda row: row.words, 40),
        Column(_("Before tax"), lambda row: money_cell(row.signed.net)),
        Column(_("Tax"), lambda row: money_cell(row.signed.tax)),
        Column(_("Altogether"), lambda row: money_cell(row.signed.gross)),
    )
    sums: tuple[Column[tuple[str, int]], ...] = (
        Column(_("Figure"), lambda row: word(row[0], "figure"), 30),
        Column(_("Amount"), lambda row: money_cell(row[1]), 16),
    )
    moves: tuple[Column[Posting], ...] = (
        Column(_("Date"), lambda row: local_date(row.at), 12),
        Column(_("Entry"), lambda row: word(row.entry, "entry")),
        Column(_("Amount"), lambda row: money_cell(row.signed.gross)),
    )
    paid: tuple[Column[Posting], ...] = (
        Column(_("Date"), paid_on, 12),
        Column(_("Entry"), lambda row: word(row.entry, "entry")),
        Column(_("Number"), reference_of, 20),
        Column(_("Amount"), lambda row: money_cell(row.signed.gross)),
    )
    fees: tuple[Column[FeeNow], ...] = (
        Column(_("Agreement"), lambda row: row.period.line.agreement.number, 20),
        Column(_("Line"), lambda row: line_words(row.period.line), 28),
        Column(_("From"), lambda row: row.period.starts_on, 12),
        Column(_("Until"), lambda row: row.period.ends_on, 12),
        Column(_("Instalment"), lambda row: f"{row.number}/{row.parts}"),
        Column(_("Due"), lambda row: row.due_on, 12),
        Column(_("Paid on"), lambda row: row.paid_on if not row.is_open else None, 12),
        Column(_("Receipt"), lambda row: row.receipt, 16),
        Column(_("Amount"), lambda row: money_cell(row.amount), 14),
    )
    values = list((figure_values(figures) | settling_values(statement, settling_of(statement))).items())
    settlements = settlements_of(statement)
    return excel(
        statement.number,
        Table(_("Lines"), lines, lambda _after: (figures.lines, "")),
        Table(_("Figures"), sums, lambda _after: (values, "")),
        Table(_("Payments"), paid, lambda _after: (settlements, "")),
        Table(_("Moved in the month"), moves, lambda _after: (figures.moves, "")),
        Table(_("Agreement fees"), fees, lambda _after: (figures.fees, "")),
        now=now,
    )
