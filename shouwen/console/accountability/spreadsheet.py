"""Accountability as an Excel file: what each person owes, and the cards that were in nobody's hands."""

from datetime import timedelta

from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shouwen.apps.tickets.debts import Debt, Owing, idle, owing
from shouwen.apps.tickets.models import Ticket
from shouwen.console.accountability.views import MINUTE, midnight, period_of
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
    first, last = period_of(visit)
    since, until = midnight(first), midnight(last + timedelta(days=1))
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


CARDS: tuple[Column[Idle], ...] = (
    Column(ticket_columns.NUMBER.heading, lambda row: row[0].number, 20),
    Column(ticket_columns.TITLE.heading, lambda row: row[0].title, 44),
    Column(ticket_columns.HOSPITAL.heading, lambda row: ticket_columns.hospital_name(row[0]), 28),
    Column(ticket_columns.FIRST_CONTACT.heading, lambda row: row[0].first_contact.name),
    Column(ticket_columns.ACCEPTED.heading, lambda row: row[0].accepted_at, 18),
    Column(pgettext_lazy("column", "Minutes in nobody's hands"), lambda row: row[1] // MINUTE, 16),
)
