"""Satisfaction by month, hospital and person, with the participation always beside it; the lists as Excel files."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.surveys import queries
from shouwen.apps.surveys.models import Survey
from shouwen.apps.surveys.queries import Row
from shouwen.console.frame.guard import page, reads
from shouwen.console.frame.narrowed import hospital_asked
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit
from shouwen.ui.spreadsheet import BATCH, Column, Table, excel


@reads
def figures(visit: Visit) -> HttpResponse:
    first, last = queries.period(visit.GET, timezone.localdate(visit.now))
    hospital = hospital_asked(visit)
    asked = {"from": first.isoformat(), "until": last.isoformat(), "hospital": str(hospital or "")}
    return page(
        visit,
        "console/survey_figures.html",
        first=first,
        last=last,
        hospital=hospital,
        hospitals=hospitals_for(visit.actor),
        figures=queries.figures(visit.actor, first, last, hospital),
        export_url=f"{reverse('console:survey_figures_sheet')}?{urlencode(asked)}",
    )


COLUMNS: tuple[Column[Row], ...] = (
    Column(_("Name"), lambda row: row.name, 24),
    Column(pgettext_lazy("survey", "Asked"), lambda row: row.figures.asked),
    Column(pgettext_lazy("survey", "Answered"), lambda row: row.figures.answered),
    Column(pgettext_lazy("survey", "Not reached"), lambda row: row.figures.unreached),
    Column(_("Participation in %"), lambda row: row.figures.participation, 18),
    Column(_("Gave a score"), lambda row: row.figures.rated),
    Column(_("Content in %"), lambda row: row.figures.satisfied, 18),
)


@reads
def figures_sheet(visit: Visit) -> FileResponse:
    first, last = queries.period(visit.GET, timezone.localdate(visit.now))
    found = queries.figures(visit.actor, first, last, hospital_asked(visit))

    def table(title: str, rows: Sequence[Row]) -> Table[Row]:
        return Table(title, COLUMNS, lambda _after: (rows, ""))

    title = pgettext("room", "Satisfaction")
    by_month = table(pgettext("sheet", "By month"), found.months)
    by_hospital = table(pgettext("sheet", "By hospital"), found.hospitals)
    by_person = table(pgettext("sheet", "By person"), found.people)
    return excel(title, by_month, by_hospital, by_person, now=visit.now)


SURVEYS: tuple[Column[Survey], ...] = (
    Column(_("Number"), lambda each: each.number, 20),
    Column(_("Hospital"), lambda each: each.hospital.name, 28),
    Column(_("State"), lambda each: word(each.state, "survey_state")),
    Column(pgettext_lazy("survey", "Why"), lambda each: word(each.why, "survey_why")),
    Column(pgettext_lazy("survey", "Closed"), lambda each: each.closed_at, 18),
    Column(pgettext_lazy("survey", "Ask by"), lambda each: each.due_at, 18),
    Column(_("Is it solved?"), lambda each: word(each.solved, "survey_solved") if each.solved else ""),
    Column(_("How quickly we answered"), lambda each: each.response),
    Column(_("How well we know our trade"), lambda each: each.skill),
    Column(_("How we treated you"), lambda each: each.attitude),
    Column(_("All in all"), lambda each: each.score),
    Column(_("Advice, and what is still missing"), lambda each: each.advice, 40),
    Column(_("What follows from it"), lambda each: each.review, 40),
)


@reads
def surveys_sheet(visit: Visit) -> FileResponse:
    view, hospital = queries.view_of(visit.GET.get("view", "")), hospital_asked(visit)

    def batch(after: str) -> tuple[Sequence[Survey], str]:
        found = queries.page(visit.actor, view, hospital, after, size=BATCH)
        return found.surveys, found.after

    title = pgettext("room", "Follow-up")
    return excel(title, Table(title, SURVEYS, batch), now=visit.now)
