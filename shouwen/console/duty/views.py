"""Who is on duty now, and the rota of a week."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shouwen.apps.duty import actions
from shouwen.apps.duty.actions.shift import Plan
from shouwen.apps.duty.models import Shift
from shouwen.apps.duty.queries import (
    asked_of,
    asks_of,
    coming_shifts,
    holders,
    may_plan,
    rota,
    shift_of,
    week_of,
)
from shouwen.apps.people.queries import staff
from shouwen.console.duty.forms import AskForm, MoveForm, ShiftForm, StandingForm, SwapForm
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.policy.posts import PostCode
from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import word
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.fields import instant_of, number_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.refusal_words import refusal_words
from shouwen.ui.time_words import clock_words, when_words

WEEK = timedelta(days=7)


@reads
def duty(visit: Visit) -> HttpResponse:
    return _show(visit, week_of(visit.GET.get("week", ""), visit.now))


@acts
def put_on(visit: Visit) -> HttpResponse:
    """A person on a shift."""
    try:
        shift = actions.put_on(visit.actor, visit.POST.get("post", ""), _plan(visit), at=visit.now)
    except Refused as refused:
        return _again(visit, refused, shift_form=ShiftForm(data=visit.POST))
    messages.success(visit, _("On the rota."))
    return _to_week(week_of(shift.starts_at.date().isoformat(), visit.now))


@acts
def standing(visit: Visit) -> HttpResponse:
    """Who answers when no shift covers the hour."""
    try:
        person = number_of(visit.POST, "person") or 0
        actions.stand(visit.actor, visit.POST.get("post", ""), person, at=visit.now)
    except Refused as refused:
        return _again(visit, refused, standing_form=StandingForm(data=visit.POST, auto_id="id_standing_%s"))
    messages.success(visit, _("Saved."))
    return redirect("console:duty")


@acts
def copy(visit: Visit) -> HttpResponse:
    """Last week's shifts, where this week is free."""
    monday = week_of(visit.POST.get("week", ""), visit.now)
    try:
        count = actions.copy_week(visit.actor, monday, at=visit.now)
    except Refused as refused:
        return _again(visit, refused, monday=monday)
    messages.success(visit, ngettext("%(num)s shift copied.", "%(num)s shifts copied.", count) % {"num": count})
    return _to_week(monday)


@reads_and_acts
def shift(visit: Visit, shift: int) -> HttpResponse:
    """One shift; other times, or another person."""
    found = shift_of(shift)
    if visit.method != "POST":
        return _show_shift(visit, shift)
    try:
        actions.move(visit.actor, shift, _plan(visit), at=visit.now)
    except Refused as refused:
        return show_shift_again(visit, shift, refused, move_form=MoveForm(data=visit.POST))
    messages.success(visit, _("Saved."))
    return to_week_of(found, visit.now)


@acts
def take_off(visit: Visit, shift: int) -> HttpResponse:
    found = shift_of(shift)
    try:
        actions.take_off(visit.actor, shift, at=visit.now)
    except Refused as refused:
        return show_shift_again(visit, shift, refused)
    messages.success(visit, _("Off the rota. The standing person answers in the gap."))
    return to_week_of(found, visit.now)


@acts
def swap(visit: Visit, shift: int) -> HttpResponse:
    found = shift_of(shift)
    try:
        actions.swap(visit.actor, shift, number_of(visit.POST, "other") or 0, at=visit.now)
    except Refused as refused:
        return show_shift_again(visit, shift, refused, swap_form=SwapForm(data=visit.POST))
    messages.success(visit, _("Swapped."))
    return to_week_of(found, visit.now)


def _plan(visit: Visit) -> Plan:
    """Who and when, of somebody who may plan at all: he is told that first."""
    if not may_plan(visit.actor):
        raise Refused("not_your_role", act="plan")
    starts, ends = instant_of(visit.POST, "starts_at"), instant_of(visit.POST, "ends_at")
    return Plan(number_of(visit.POST, "person") or 0, starts, ends)


def to_week_of(shift: Shift, now: datetime) -> HttpResponse:
    """To the rota, where this shift stands."""
    return _to_week(week_of(timezone.localdate(shift.starts_at).isoformat(), now))


def _to_week(monday: date) -> HttpResponse:
    return redirect(f"{reverse('console:duty')}?week={monday.isoformat()}")


def _again(visit: Visit, refused: Refused, monday: date | None = None, **form: Any) -> HttpResponse:
    """The page again, with the refusal at its field; who may not do it at all is told so."""
    if of_the_person(refused):
        raise refused
    for each in form.values():
        refuse(each, refused)
    if not form:
        messages.error(visit, refusal_words(refused))
    return _show(visit, monday or week_of("", visit.now), status=status_of(refused), **form)


def _show(visit: Visit, monday: date, *, status: int = 200, **form: Any) -> HttpResponse:
    plans = may_plan(visit.actor)
    shift_form = form.get("shift_form") or ShiftForm()
    standing_form = form.get("standing_form") or StandingForm(auto_id="id_standing_%s")
    if plans:
        people = staff()
        shift_form.offer(people)
        standing_form.offer(people)
    held = holders(visit.now)
    return page(
        visit,
        "console/duty.html",
        status=status,
        asked=[(row, in_words(row.shift), in_words(row.other)) for row in asked_of(visit.actor, visit.now)],
        now_on=[(code.value, held.get(code.value)) for code in PostCode],
        rows=rota(monday),
        days=[monday + timedelta(days=number) for number in range(7)],
        monday=monday,
        today=week_of("", visit.now),
        earlier=(monday - WEEK).isoformat(),
        later=(monday + WEEK).isoformat(),
        plans=plans,
        shift_form=shift_form,
        standing_form=standing_form,
        open=next(iter(form), ""),
    )


def show_shift_again(visit: Visit, shift: int, refused: Refused, **form: Any) -> HttpResponse:
    """The shift's page again, with the refusal at its field."""
    if of_the_person(refused):
        raise refused
    for each in form.values():
        refuse(each, refused)
    if not form:
        messages.error(visit, refusal_words(refused))
    return _show_shift(visit, shift, status=status_of(refused), **form)


def _show_shift(visit: Visit, shift: int, *, status: int = 200, **form: Any) -> HttpResponse:
    found = shift_of(shift)
    kept = {"person": found.person_id, "starts_at": found.starts_at, "ends_at": found.ends_at}
    move_form = form.get("move_form") or MoveForm(initial=kept)
    swap_form = form.get("swap_form") or SwapForm()
    plans = may_plan(visit.actor) and found.ends_at > visit.now
    mine = found.person_id == visit.user.pk and found.starts_at > visit.now
    ask_form = form.get("ask_form") or AskForm(auto_id="id_ask_%s")
    coming = coming_shifts(visit.now, found.pk) if plans or mine else []
    if plans:
        move_form.offer(staff())
        swap_form.offer([(str(other.pk), in_words(other)) for other in coming])
    if mine:
        theirs = [other for other in coming if other.person_id != visit.user.pk and other.starts_at > visit.now]
        ask_form.offer([(str(other.pk), in_words(other)) for other in theirs])
    return page(
        visit,
        "console/shift.html",
        status=status,
        shift=found,
        begun=found.starts_at <= visit.now,
        plans=plans,
        move_form=move_form,
        swap_form=swap_form,
        mine=mine,
        ask_form=ask_form,
        asks=[(row, in_words(row.other)) for row in asks_of(found)],
    )


def in_words(shift: Shift) -> str:
    times = f"{when_words(shift.starts_at)}–{clock_words(shift.ends_at)}"
    return f"{times} · {word(shift.post.code, 'post')} · {shift.person.name}"
