"""The due list, one survey with its forms, and a manager's answer."""

from collections.abc import Callable
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.surveys import actions, queries
from shouwen.apps.surveys.access import find, may_ask, may_review
from shouwen.apps.surveys.models import Survey
from shouwen.console.frame.guard import acts, page, reads
from shouwen.console.frame.narrowed import hospital_asked
from shouwen.console.surveys.forms import AnswersForm, ReviewForm, TryForm
from shouwen.policy.refusal import Refused
from shouwen.policy.survey import State
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.complaint import Due
from shouwen.ui.form_fields import refuse
from shouwen.ui.refusal_words import refusal_words
from shouwen.ui.submission import submission_of


@reads
def surveys(visit: Visit) -> HttpResponse:
    """What is to be asked first, by its deadline."""
    view, hospital = queries.view_of(visit.GET.get("view", "")), hospital_asked(visit)
    after = visit.GET.get("after", "")
    found = queries.page(visit.actor, view, hospital, after)
    counted = queries.counts(visit.actor, hospital)

    def address(view: str = view, after: str = "", to: str = "console:surveys") -> str:
        asked = {"view": view, "hospital": str(hospital or ""), "after": after}
        return f"{reverse(to)}?{urlencode({key: value for key, value in asked.items() if value})}"

    return page(
        visit,
        "console/surveys.html",
        view=view,
        tabs=[(code, address(code), counted[code], code == view) for code in queries.VIEWS],
        hospitals=hospitals_for(visit.actor),
        hospital=hospital,
        rows=[(each, due_of(each)) for each in found.surveys],
        export_url=address(to="console:surveys_sheet"),
        newer_url=address() if after else "",
        older_url=address(after=found.after) if found.after else "",
    )


def due_of(survey: Survey) -> Due | None:
    if survey.state != State.DUE:
        return None
    warn = survey.closed_at + (survey.due_at - survey.closed_at) * 4 / 5
    return Due("survey", "running", survey.due_at, warn)


@reads
def survey(visit: Visit, survey: int) -> HttpResponse:
    return _show(visit, survey)


@acts
def answer(visit: Visit, survey: int) -> HttpResponse:
    said = visit.POST.get
    heard = actions.Heard(
        said("solved", ""),
        said("response", ""),
        said("skill", ""),
        said("attitude", ""),
        said("overall", ""),
        said("advice", ""),
    )
    form = AnswersForm(data=visit.POST)
    return _carry_out(visit, survey, form, lambda: actions.answer(visit.actor, survey, heard, at=visit.now))


@acts
def note_try(visit: Visit, survey: int) -> HttpResponse:
    words, key = visit.POST.get("words", ""), submission_of(visit.POST)
    form = TryForm(data=visit.POST)

    def do() -> Survey:
        return actions.note_try(visit.actor, survey, words, at=visit.now, submission=key)

    return _carry_out(visit, survey, form, do)


@acts
def review(visit: Visit, survey: int) -> HttpResponse:
    words = visit.POST.get("words", "")
    form = ReviewForm(data=visit.POST)
    return _carry_out(visit, survey, form, lambda: actions.review(visit.actor, survey, words, at=visit.now))


def _carry_out(visit: Visit, survey: int, form: forms.Form, do: Callable[[], Survey]) -> HttpResponse:
    try:
        done = do()
    except Refused as refused:
        if of_the_person(refused):
            raise
        if "field" not in refused.facts:
            messages.error(visit, refusal_words(refused))
        return _show(visit, survey, refuse(form, refused), status_of(refused))
    if done.reopened:
        messages.success(visit, _("Not solved: the card is open again."))
    elif done.reopened is False:
        messages.warning(visit, _("Not solved, but the card can no longer be opened again: take it in anew."))
    return redirect("console:survey", survey)


def _show(visit: Visit, survey_id: int, refused_form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    found = find(visit.actor, survey_id)
    fresh = {"answers_form": AnswersForm(), "try_form": TryForm(), "review_form": ReviewForm()}
    shown = {name: refused_form if type(form) is type(refused_form) else form for name, form in fresh.items()}
    return page(
        visit,
        "console/survey.html",
        status=status,
        survey=found,
        due=due_of(found),
        tries=found.tries.select_related("by"),
        why_not=_why_not(visit, found),
        may_review=may_review(visit.actor) and found.low and found.reviewed_at is None,
        about_url=_about(found),
        **shown,
    )


def _why_not(visit: Visit, found: Survey) -> str:
    """Why this person may not ask now, "" when he may."""
    try:
        may_ask(visit.actor, found)
    except Refused as refused:
        return refusal_words(refused)
    return ""


def _about(found: Survey) -> str:
    room = "console:card" if found.ticket else "console:complaint"
    return reverse(room, args=[found.number])
