"""Accountability as an Excel file: what each person owes, and the cards that were in nobody's hands."""

from datetime import timedelta

from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from shouwen.apps.progress.report import report_of
from shouwen.apps.tickets.debts import Debt, Owing, idle, owing
from shouwen.apps.tickets.models import Ticket
from shouwen.console.accountability.figures import Figure, figures_of
from shouwen.console.accountability.views import MINUTE, stretch
from shouwen.console.frame.guard import reads
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.faces import ticket_columns
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel

Idle = tuple[Ticket, timedelta]


def _owes(debt: Debt) -> Column[Owing]:
    return Column(word(debt, "debt"), lambda row: row.figures[debt], 12)


@reads
def accountability_sheet(visit: Visit) -> FileResponse:
    since, until = stretch(visit)
    owed = owing(visit.actor, visit.now)

    def batch(after: str) -> tuple[list[Idle], str]:
        found = idle(visit.actor, since, until, visit.now, after, size=BATCH)
        return list(found.cards), found.after

    people: list[Column[Owing]] = [Column(gettext_lazy("Name"), lambda row: row.person.name), *map(_owes, Debt)]
    return excel(
        _("Accountability"),
        Table(_("What each person owes now"), people, lambda _after: (owed, "")),
        Table(_("Time in nobody's hands"), CARDS, batch),
        now=visit.now,
    )


@reads
def report_sheet(visit: Visit, person: int) -> FileResponse:
    """One person's report: a line a figure."""
    found = report_of(visit.actor, person, *stretch(visit), visit.now)
    counts = [
        (pgettext("duty report", "Cards as first contact"), found.cards),
        (pgettext("duty report", "Open now"), found.open),
        (pgettext("duty report", "Words never spoken"), found.missing_words),
        (pgettext("duty report", "Reopened"), found.reopened),
        (pgettext("duty report", "Hand-overs offered"), found.offers_made),
        (pgettext("duty report", "Hand-overs that came back"), found.offers_returned),
        (pgettext("duty report", "Minutes in nobody's hands"), found.in_nobodys_hands // MINUTE),
    ]
    shares: list[Column[Figure]] = [
        Column(pgettext_lazy("duty report", "Duty"), lambda row: row.label, 36),
        Column(pgettext_lazy("duty report", "Kept"), lambda row: row.share.kept, 10),
        Column(pgettext_lazy("duty report", "Of"), lambda row: row.share.of, 10),
        Column(pgettext_lazy("duty report", "Percent"), lambda row: row.share.percent, 10),
    ]
    numbers: list[Column[tuple[str, int]]] = [
        Column(pgettext_lazy("duty report", "Figure"), lambda row: row[0], 36),
        Column(pgettext_lazy("duty report", "Number"), lambda row: row[1], 12),
    ]
    return excel(
        _("Report of %(name)s") % {"name": found.person.name},
        Table(_("Kept"), shares, lambda _after: (list(figures_of(found)), "")),
        Table(_("Figures"), numbers, lambda _after: (counts, "")),
        now=visit.now,
    )


CARDS: tuple[Column[Idle], ...] = (
    Column(ticket_columns.NUMBER.heading, lambda row: row[0].number, 20),
    Column(ticket_columns.TITLE.heading, lambda row: row[0].title, 44),
    Column(ticket_columns.HOSPITAL.heading, lambda row: ticket_columns.hospital_name(row[0]), 28),
    Column(ticket_columns.FIRST_CONTACT.heading, lambda row: row[0].first_contact.name),
    Column(ticket_columns.ACCEPTED.heading, lambda row: row[0].accepted_at, 18),
    Column(pgettext_lazy("column", "Minutes in nobody's hands"), lambda row: row[1] // MINUTE, 16),
)
