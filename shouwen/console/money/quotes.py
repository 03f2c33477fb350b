"""Quotes: the list, one whole, and those on a card with the work that was done on it."""

from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from shouwen.apps.billing import queries
from shouwen.apps.billing.access import find_quote, may_quote
from shouwen.apps.billing.models import Quote
from shouwen.apps.tickets.access import find
from shouwen.console.frame.guard import page, reads
from shouwen.console.money.tabs import tabs_for
from shouwen.policy.coverage import Charge
from shouwen.policy.quoting import Stage, Step, after
from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces.bill import quantity, quote_bill, when_of
from shouwen.ui.faces.happened import happened_to
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel, money_cell


@reads
def quotes(visit: Visit) -> HttpResponse:
    """A page of quotes on cards that this person may see; narrowed by the address."""
    after_ = visit.GET.get("after", "")
    found = listed(visit, after_)
    stage = stage_of(visit)
    return page(
        visit,
        "console/quotes.html",
        tabs=tabs_for(visit, "quotes"),
        rows=found.rows,
        asked=visit.GET.get("q", ""),
        stage=stage,
        stages=[(each.value, word(each, "quote_stage")) for each in Stage],
        export_url=_address(visit, "", "console:quotes_sheet"),
        newer_url=_address(visit, "") if after_ else "",
        older_url=_address(visit, found.after) if found.after else "",
    )


def stage_of(visit: Visit) -> str:
    wanted = visit.GET.get("stage", "")
    return wanted if wanted in set(Stage) else ""


def listed(visit: Visit, after_: str, size: int = queries.PAGE) -> queries.Page[Quote]:
    if not visit.actor.is_staff:
        raise Refused("absent")
    return queries.quotes(visit.actor, stage=stage_of(visit), text=visit.GET.get("q", ""), after=after_, size=size)


@reads
def quotes_sheet(visit: Visit) -> FileResponse:
    columns: tuple[Column[Quote], ...] = (
        Column(_("Number"), lambda row: row.number, 18),
        Column(_("Hospital"), lambda row: row.hospital.name, 28),
        Column(_("Card"), lambda row: row.ticket.number, 18),
        Column(_("Quote for"), lambda row: row.title, 30),
        Column(_("State"), lambda row: word(row.stage, "quote_stage")),
        Column(_("Before tax"), lambda row: money_cell(row.net_fen)),
        Column(_("Tax"), lambda row: money_cell(row.tax_fen)),
        Column(_("Altogether"), lambda row: money_cell(row.total.gross)),
        Column(_("Stands until"), lambda row: row.valid_until, 12),
        Column(_("Confirmed by"), lambda row: row.signed_name),
        Column(_("Answered"), lambda row: row.ended_at, 18),
    )
    title = pgettext("money", "Quotes")

    def batch(after_: str) -> tuple[list[Quote], str]:
        found = listed(visit, after_, BATCH)
        return list(found.rows), found.after

    return excel(title, Table(title, columns, batch), now=visit.now)


@reads
def quote(visit: Visit, quote: str) -> HttpResponse:
    """One quote: its lines, its way, and what became of its money."""
    found = find_quote(visit.actor, quote)
    lines = list(found.lines.all())
    return page(
        visit,
        "console/quote.html",
        quote=found,
        lines=[(line, when_of(line), quantity(line.hundredths)) for line in lines],
        postings=list(found.postings.select_related("by", "credit_note", "line__statement")),
        work=list(found.work.filter(struck_at=None).select_related("person")),
        history=happened_to("quote", found.pk),
        before=found.replaces,
        later=getattr(found, "replaced_by", None),
        may={step.value for step in Step if may_quote(visit.actor) and _possible(found, step)},
        too_late=queries.is_over(found, visit.now),
    )


def _possible(quote: Quote, step: Step) -> bool:
    try:
        after(Stage(quote.stage), step)
    except Refused:
        return False
    return True


@reads
def quote_pdf(visit: Visit, quote: str) -> HttpResponse:
    found = find_quote(visit.actor, quote)
    return quote_bill(found, list(found.lines.all())).answer()


@reads
def card_money(visit: Visit, number: str) -> HttpResponse:
    """What a card costs whom: its verdict, its quotes, the work on it."""
    ticket = find(visit.actor, number)
    work = queries.work_of_card(visit.actor, ticket.pk)
    charge = queries.charge_of(ticket)
    quotes = queries.quotes_of_card(visit.actor, ticket.pk)
    return page(
        visit,
        "console/card_money.html",
        ticket=ticket,
        charge=charge.value,
        quotes=quotes,
        work=work,
        minutes=sum(row.minutes for row in work if row.struck_at is None),
        may_draft=may_quote(visit.actor) and charge is Charge.QUOTE and not any(each.is_open for each in quotes),
        may_log=visit.actor.is_qualified,
        me=visit.actor.id,
    )


def _address(visit: Visit, after_: str, to: str = "console:quotes") -> str:
    asked = {"q": visit.GET.get("q", ""), "stage": stage_of(visit), "after": after_}
    return f"{reverse(to)}?{urlencode({name: value for name, value in asked.items() if value})}"
