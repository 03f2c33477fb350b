"""Calendars: the versions, a try of a notice, and publishing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.calendars.actions import checked, may_publish, merge, publish
from shouwen.apps.calendars.queries import newest, next_year_is_missing, versions
from shouwen.apps.tickets.queries import repromises
from shouwen.console.calendars.forms import NoticeForm
from shouwen.console.frame.guard import acts, page, reads
from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse


@reads
def calendars(visit: Visit) -> HttpResponse:
    """What is published, and whether next year is missing."""
    missing = next_year_is_missing(visit.now)
    return _show(visit, NoticeForm(initial={"year": missing or visit.now.year + 1}))


@acts
def preview(visit: Visit) -> HttpResponse:
    """A try: what the notice would change, and nothing is changed."""
    form = NoticeForm(data=visit.POST)
    try:
        if not may_publish(visit.actor):
            raise Refused("not_your_role", act="publish")
        year, notice = visit.POST.get("year", ""), visit.POST.get("notice", "")
        days = checked(year, notice)
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, form, refused)
    before = newest()
    return _show(visit, form, changes=_changes(before.days, merge(before, int(year), days)))


@acts
def publication(visit: Visit) -> HttpResponse:
    """Publish the notice as a new version."""
    try:
        version = publish(
            visit.actor,
            visit.POST.get("year", ""),
            visit.POST.get("notice", ""),
            at=visit.now,
            everything=visit.POST.get("everything") == "on",
        )
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, NoticeForm(data=visit.POST), refused)
    messages.success(visit, _("Published as version %(number)s.") % {"number": version.number})
    return redirect("console:calendars")


def _show(visit: Visit, form: NoticeForm, refused: Refused | None = None, **more: Any) -> HttpResponse:
    if refused is not None:
        refuse(form, refused)
    return page(
        visit,
        "console/calendars.html",
        status=status_of(refused) if refused else 200,
        form=form,
        versions=versions(),
        missing=next_year_is_missing(visit.now),
        may_publish=may_publish(visit.actor),
        changes=more.get("changes"),
        progress={each.version_id: each for each in repromises()},
    )


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each day that would change: the day, what it was, what it would be."""
    changed = sorted(day for day in before.keys() | after.keys() if before.get(day) != after.get(day))
    return [(day, _in_words(before.get(day)), _in_words(after.get(day))) for day in changed]


def _in_words(row: list[str | None] | None) -> str:
    if row is None:
        return "—"
    return " · ".join(filter(None, [word(row[0], "day_class"), word(row[1], "holiday") if row[1] else ""]))
