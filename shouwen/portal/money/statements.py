"""A hospital's statements, once they are closed: for who answers for its money."""

from django.http import FileResponse, HttpResponse
from django.urls import reverse

from shouwen.apps.billing import queries
from shouwen.apps.billing.access import find_statement
from shouwen.apps.billing.figures import figures_of, settling_of, settlings_of
from shouwen.apps.billing.owed import owed_by
from shouwen.apps.tickets.numbers import day_of
from shouwen.portal.frame.guard import page, reads, who
from shouwen.ui.door import Visit
from shouwen.ui.faces.bill import statement_bill
from shouwen.ui.faces.statement_sheet import statement_excel
from shouwen.ui.faces.trace import figure_values, trace_of


@reads
def statements(visit: Visit) -> HttpResponse:
    after = visit.GET.get("after", "")
    found = queries.statements(visit.actor, after=after)
    how = settlings_of(found.rows)
    contact = who(visit)
    here = reverse("portal:statements")
    return page(
        visit,
        "portal/statements.html",
        contact,
        rows=[(each, how[each.pk]) for each in found.rows],
        owed=None if after else owed_by(contact.hospital_id, day_of(visit.now)),
        newer_url=here if after else "",
        older_url=f"{here}?after={found.after}" if found.after else "",
    )


@reads
def statement(visit: Visit, statement: str) -> HttpResponse:
    """Every figure leads to its rows."""
    found = find_statement(visit.actor, statement)
    figures = figures_of(found)
    return page(
        visit,
        "portal/statement.html",
        who(visit),
        statement=found,
        figures=figures,
        values=figure_values(figures),
        how=settling_of(found),
        payments=list(found.payments.select_related("posting")),
        notes=list(found.credit_notes.select_related("posting", "line")),
    )


@reads
def trace(visit: Visit, statement: str, figure: str) -> HttpResponse:
    found = find_statement(visit.actor, statement)
    return page(visit, "portal/trace.html", who(visit), statement=found, trace=trace_of(found, figure))


@reads
def statement_pdf(visit: Visit, statement: str) -> HttpResponse:
    found = find_statement(visit.actor, statement)
    return statement_bill(found, figures_of(found), settling_of(found)).answer()


@reads
def statement_sheet(visit: Visit, statement: str) -> FileResponse:
    return statement_excel(find_statement(visit.actor, statement), visit.now)
