"""Figures of the hotline, and calls as Excel files."""

from collections.abc import Sequence

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from shouwen.apps.calls import queries
from shouwen.apps.calls.models import Call
from shouwen.apps.calls.queries import Asked, Row
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.people.queries import staff
from shouwen.console.calls.views import address
from shouwen.console.frame.guard import page, reads
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.record_words import yes_no
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel


def _asked(visit: Visit) -> Asked:
    return Asked.of(visit.GET.dict(), timezone.localdate(visit.now))


@reads
def figures(visit: Visit) -> HttpResponse:
    asked = _asked(visit)
    found = queries.figures(visit.actor, asked, visit.now)
    parts = {"days": found.days, "hospitals": found.hospitals, "agents": found.agents}
    return page(
        visit,
        "console/call_figures.html",
        asked=asked,
        hospitals=hospitals_for(visit.actor),
        agents=staff(),
        figures=found,
        pairs={name: [(row.name, row.figures) for row in rows] for name, rows in parts.items()},
        calls_url=address(asked),
        export_url=address(asked, "console:call_figures_sheet"),
    )


FIGURES: tuple[Column[Row], ...] = (
    Column(_("Name"), lambda row: row.name, 24),
    Column(pgettext_lazy("calls", "Offered"), lambda row: row.figures.offered),
    Column(pgettext_lazy("calls", "Answered"), lambda row: row.figures.answered),
    Column(_("Answer rate, percent"), lambda row: row.figures.answer_rate),
    Column(_("Within 20 s, percent"), lambda row: row.figures.service_level, 16),
    Column(_("Mean wait (s)"), lambda row: row.figures.speed),
    Column(_("Mean handling (s)"), lambda row: row.figures.handling_time, 18),
    Column(_("Solved at the first call, percent"), lambda row: row.figures.first_rate, 22),
    Column(_("Repeat calls, percent"), lambda row: row.figures.repeat_rate, 18),
)


@reads
def figures_sheet(visit: Visit) -> FileResponse:
    found = queries.figures(visit.actor, _asked(visit), visit.now)

    def table(title: str, rows: Sequence[Row]) -> Table[Row]:
        return Table(title, FIGURES, lambda _after: (rows, ""))

    title = pgettext("room", "Hotline figures")
    days = table(pgettext("sheet", "By day"), found.days)
    houses = table(pgettext("sheet", "By hospital"), found.hospitals)
    agents = table(pgettext("sheet", "By person"), found.agents)
    return excel(title, days, houses, agents, now=visit.now)


CALLS: tuple[Column[Call], ...] = (
    Column(pgettext_lazy("call", "It rang"), lambda each: each.offered_at, 18),
    Column(_("Number of the caller"), lambda each: each.number, 18),
    Column(_("Hospital"), lambda each: each.hospital.name if each.hospital else "", 28),
    Column(_("Contact"), lambda each: each.contact.name if each.contact else each.caller_name),
    Column(_("Who took it"), lambda each: each.agent.name if each.agent else ""),
    Column(pgettext_lazy("call", "Answered"), lambda each: each.answered_at, 18),
    Column(pgettext_lazy("call", "Ended"), lambda each: each.ended_at, 18),
    Column(_("Wait (s)"), lambda each: each.wait, 10),
    Column(_("Talk (s)"), lambda each: each.talk, 10),
    Column(_("In service hours"), lambda each: yes_no(each.in_hours), 16),
    Column(_("What became of it"), lambda each: word(each.outcome, "call_outcome") if each.outcome else ""),
    Column(_("Card"), lambda each: each.ticket.number if each.ticket else "", 20),
    Column(_("Recording"), lambda each: each.recording, 24),
    Column(_("What was said"), lambda each: each.words, 40),
)


@reads
def calls_sheet(visit: Visit) -> FileResponse:
    asked = _asked(visit)

    def batch(after: str) -> tuple[Sequence[Call], str]:
        found = queries.page(visit.actor, asked, after, size=BATCH)
        return found.calls, found.after

    title = pgettext("room", "Calls")
    return excel(title, Table(title, CALLS, batch), now=visit.now)
