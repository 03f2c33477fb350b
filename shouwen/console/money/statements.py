"""Statements: the list, one whole, where its figures come from, as a paper and as a file."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from shouwen.apps.billing import queries
from shouwen.apps.billing.access import find_statement, may_keep_books
from shouwen.apps.billing.figures import Settling, figures_of, settling_of, settlings_of
from shouwen.apps.billing.models import Statement
from shouwen.console.frame.guard import page, reads
from shouwen.console.money.tabs import tabs_for
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces.bill import statement_bill
from shouwen.ui.faces.happened import happened_to
from shouwen.ui.faces.statement_sheet import statement_excel
from shouwen.ui.faces.trace import figure_values, trace_of
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel, money_cell

Pair = tuple[Statement, Settling]


@reads
def statements(visit: Visit) -> HttpResponse:
    after = visit.GET.get("after", "")
    found = queries.statements(visit.actor, after=after)
    return page(
        visit,
        "console/statements.html",
        tabs=tabs_for(visit, "statements"),
        rows=_with_settling(found.rows),
        may_keep=may_keep_books(visit.actor),
        export_url=reverse("console:statements_sheet"),
        newer_url=reverse("console:statements") if after else "",
        older_url=f"{reverse('console:statements')}?{urlencode({'after': found.after})}" if found.after else "",
    )


@reads
def statements_sheet(visit: Visit) -> FileResponse:
    columns: tuple[Column[Pair], ...] = (
        Column(_("Number"), lambda row: row[0].number, 20),
        Column(_("Hospital"), lambda row: row[0].hospital.name, 28),
        Column(_("Month"), lambda row: f"{row[0].month:%Y-%m}"),
        Column(_("State"), lambda row: word(row[1].state if row[0].closed_at else "draft", "statement_state")),
        Column(_("Altogether"), lambda row: money_cell(row[1].gross)),
        Column(_("Taken back"), lambda row: money_cell(row[1].credited)),
        Column(_("Paid"), lambda row: money_cell(row[1].paid)),
        Column(_("Left to pay"), lambda row: money_cell(row[1].left)),
        Column(_("Invoice"), lambda row: row[0].invoice_number, 20),
        Column(_("Invoiced on"), lambda row: row[0].invoiced_on, 12),
        Column(_("Received on"), lambda row: row[0].received_on, 12),
    )
    title = pgettext("money", "Statements")

    def batch(after: str) -> tuple[list[Pair], str]:
        found = queries.statements(visit.actor, after=after, size=BATCH)
        return _with_settling(found.rows), found.after

    return excel(title, Table(title, columns, batch), now=visit.now)


@reads
def statement(visit: Visit, statement: str) -> HttpResponse:
    """Every figure leads to its rows."""
    found = find_statement(visit.actor, statement)
    figures = figures_of(found)
    return page(
        visit,
        "console/statement.html",
        statement=found,
        figures=figures,
        values=figure_values(figures),
        how=settling_of(found),
        payments=list(found.payments.select_related("posting__by")),
        notes=list(found.credit_notes.select_related("posting__by", "line")),
        history=happened_to("statement", found.pk),
        may_keep=may_keep_books(visit.actor),
        is_over=visit.now >= queries.month_end(found),
    )


@reads
def trace(visit: Visit, statement: str, figure: str) -> HttpResponse:
    found = find_statement(visit.actor, statement)
    return page(visit, "console/trace.html", statement=found, trace=trace_of(found, figure))


@reads
def statement_pdf(visit: Visit, statement: str) -> HttpResponse:
    found = find_statement(visit.actor, statement)
    return statement_bill(found, figures_of(found), settling_of(found)).answer()


@reads
def statement_sheet(visit: Visit, statement: str) -> FileResponse:
    return statement_excel(find_statement(visit.actor, statement), visit.now)


def _with_settling(rows: Sequence[Statement]) -> list[tuple[Statement, Settling]]:
    how = settlings_of(rows)
    return [(each, how[each.pk]) for each in rows]
