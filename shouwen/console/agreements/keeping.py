"""Forms that keep an agreement: itself, its lines, their periods and targets, its end."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.agreements import actions
from shouwen.apps.agreements.access import find, line_of, period_of
from shouwen.apps.agreements.actions.targets import PLACES, by_place
from shouwen.apps.agreements.models import Agreement
from shouwen.apps.customers.access import may_keep
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.customers.record import campuses
from shouwen.apps.installations.queries import offered_modules
from shouwen.apps.settings.queries import value
from shouwen.console.agreements.forms import (
    AgreementForm,
    DatesForm,
    FreeEndForm,
    LineForm,
    PeriodEndForm,
    PeriodForm,
    TargetsForm,
    TerminationForm,
    as_bought,
)
from shouwen.console.frame.guard import reads_and_acts
from shouwen.console.frame.sheet import Sheet, Words, carry_out, choose, typed
from shouwen.policy.promise import Promise
from shouwen.policy.refusal import Refused
from shouwen.policy.setting import FREE_BASIS, GRACE, URGENT_QUOTA
from shouwen.ui.door import Visit
from shouwen.ui.faces.agreement import line_words
from shouwen.ui.faces.module import module_name
from shouwen.ui.fields import amount_of, day_of, number_of

DAYS = ("signed_on", "started_on", "go_live_on", "first_accepted_on", "final_accepted_on")


@reads_and_acts
def add(visit: Visit) -> HttpResponse:
    if not may_keep(visit.actor):
        raise Refused("not_your_role", act="keep_agreements")
    form = AgreementForm(data=typed(visit), initial={"hospital": visit.GET.get("hospital", "")[:19]})
    choose(form, "hospital", [(str(each.pk), each.name) for each in hospitals_for(visit.actor)], empty="—")
    note = _("Its lines come next: which module, at which campus, from which day.")
    back = reverse("console:agreements")
    around = Sheet("agreements", _("New agreement"), _("Add the agreement"), back, _("Agreements"), note)

    def do() -> Agreement:
        hospital, number = number_of(visit.POST, "hospital"), visit.POST.get("number", "")
        return actions.add_agreement(visit.actor, hospital, number, _dates(visit), at=visit.now)

    return carry_out(visit, around, form, do, done=_("The agreement is on record; now its lines."), made=_address)


def _address(agreement: Agreement) -> str:
    return reverse("console:agreement", args=[agreement.pk])


@reads_and_acts
def change_dates(visit: Visit, agreement: int) -> HttpResponse:
    found = _kept(visit, agreement)
    form = DatesForm(data=typed(visit))
    note = _("Lines keep the day from which they were counted.")
    return carry_out(
        visit,
        _sheet(found, _("Days of the agreement"), _("Save"), note),
        form,
        lambda: actions.change_dates(visit.actor, agreement, _dates(visit), at=visit.now),
        done=_("Saved."),
        kept=lambda: {name: str(getattr(find(visit.actor, agreement), name) or "") for name in DAYS},
    )


@reads_and_acts
def add_line(visit: Visit, agreement: int) -> HttpResponse:
    found = _kept(visit, agreement)
    form = LineForm(
        data=typed(visit),
        initial={
            "basis": value(FREE_BASIS, visit.now),
            "urgent_quota": value(URGENT_QUOTA, visit.now),
            "grace_days": value(GRACE, visit.now),
        },
    )
    choose(form, "module", [(str(m.pk), module_name(m)) for m in offered_modules()], empty=_("All modules"))
    places = [(str(row.pk), row.name) for row in campuses(found.hospital) if row.retired_on is None]
    choose(form, "campus", places, empty=_("All campuses"))
    note = _("The free phase is a year from its first day. Lines may overlap; the most favourable counts.")

    def do() -> object:
        facts = actions.LineFacts(
            module_id=number_of(visit.POST, "module"),
            campus_id=number_of(visit.POST, "campus"),
            basis=visit.POST.get("basis", ""),
            free_from=day_of(visit.POST, "free_from"),
            special=visit.POST.getlist("special"),
            urgent_quota=_amount(visit, "urgent_quota"),
            grace_days=_amount(visit, "grace_days"),
        )
        return actions.add_line(visit.actor, agreement, facts, at=visit.now)

    around = _sheet(found, _("New line"), _("Add the line"), note)
    return carry_out(visit, around, form, do, done=_("The line is on record."))


@reads_and_acts
def change_free_end(visit: Visit, agreement: int, line: int) -> HttpResponse:
    found = _kept(visit, agreement)
    row = line_of(found, line)
    form = FreeEndForm(data=typed(visit))
    title = _("End of the free phase: %(line)s") % {"line": line_words(row)}

    def do() -> object:
        until, reason = day_of(visit.POST, "free_until"), visit.POST.get("reason", "")
        return actions.change_free_end(visit.actor, agreement, line, until, reason, at=visit.now)

    around = _sheet(found, title, _("Save"), _not_yesterday())
    return carry_out(
        visit,
        around,
        form,
        do,
        done=_("Saved."),
        kept=lambda: {"free_until": str(line_of(found, line).free_until)},
    )


@reads_and_acts
def add_period(visit: Visit, agreement: int, line: int) -> HttpResponse:
    found = _kept(visit, agreement)
    row = line_of(found, line)
    form = PeriodForm(data=typed(visit), initial={"urgent_quota": value(URGENT_QUOTA, visit.now)} | as_bought(row))
    title = _("New paid period: %(line)s") % {"line": line_words(row)}

    def do() -> object:
        facts = actions.PeriodFacts(
            starts_on=day_of(visit.POST, "starts_on"),
            ends_on=day_of(visit.POST, "ends_on"),
            services=visit.POST.getlist("services"),
            special=visit.POST.getlist("special"),
            policy_change=visit.POST.get("policy_change") == "on",
            urgent_quota=_amount(visit, "urgent_quota"),
        )
        return actions.add_period(visit.actor, agreement, line, facts, at=visit.now)

    around = _sheet(found, title, _("Add the period"), _not_yesterday())
    return carry_out(visit, around, form, do, done=_("The paid period is on record."))


@reads_and_acts
def change_period_end(visit: Visit, agreement: int, period: int) -> HttpResponse:
    found = _kept(visit, agreement)
    row = period_of(found, period)
    title = _("End of a paid period: %(line)s") % {"line": line_words(row.line)}

    def do() -> object:
        until, reason = day_of(visit.POST, "ends_on"), visit.POST.get("reason", "")
        return actions.change_period_end(visit.actor, agreement, period, until, reason, at=visit.now)

    around = _sheet(found, title, _("Save"), _not_yesterday())
    kept = lambda: {"ends_on": str(period_of(found, period).ends_on)}  # noqa: E731
    return carry_out(visit, around, PeriodEndForm(data=typed(visit)), do, done=_("Saved."), kept=kept)


@reads_and_acts
def targets(visit: Visit, agreement: int, line: int) -> HttpResponse:
    found = _kept(visit, agreement)
    row = line_of(found, line)
    form = TargetsForm(_standard(), data=typed(visit))
    title = _("Own targets: %(line)s") % {"line": line_words(row)}
    note = _(
        "Minutes. Resolution of grades 3 to 5 counts working time. Cards keep the promise they were accepted with."
    )

    def do() -> object:
        minutes = {name: amount_of(visit.POST, name) for name in PLACES}
        return actions.set_targets(visit.actor, agreement, line, minutes, at=visit.now)

    around = _sheet(found, title, _("Save"), note)
    # Also a target that was the policy's own: another may have set it.
    kept = lambda: dict.fromkeys(PLACES) | by_place(line_of(found, line))  # noqa: E731
    return carry_out(visit, around, form, do, done=_("Saved."), kept=kept)


@reads_and_acts
def terminate(visit: Visit, agreement: int) -> HttpResponse:
    found = _kept(visit, agreement)
    form = TerminationForm(data=typed(visit))

    def do() -> object:
        on, reason = day_of(visit.POST, "on"), visit.POST.get("reason", "")
        return actions.terminate(visit.actor, agreement, on=on, reason=reason, at=visit.now)

    title = _("Terminate %(number)s") % {"number": found.number}
    around = _sheet(found, title, _("Terminate the agreement"), _("All its lines end. It cannot be undone."))
    return carry_out(visit, around, form, do, done=_("The agreement is terminated."))


def _kept(visit: Visit, agreement: int) -> Agreement:
    """The agreement of a form; only who keeps it gets to see the form, and only while it may be changed."""
    found = find(visit.actor, agreement)
    if not may_keep(visit.actor):
        raise Refused("not_your_role", act="keep_agreements")
    if found.terminated_on is not None:
        raise Refused("agreement.terminated", on=found.terminated_on.isoformat())
    return found


def _sheet(agreement: Agreement, title: Words, send: Words, note: Words = "") -> Sheet:
    back = reverse("console:agreement", args=[agreement.pk])
    return Sheet("agreements", title, send, back, agreement.number, note)


def _dates(visit: Visit) -> actions.Dates:
    return actions.Dates(
        signed_on=day_of(visit.POST, "signed_on"),
        started_on=day_of(visit.POST, "started_on"),
        go_live_on=day_of(visit.POST, "go_live_on"),
        first_accepted_on=day_of(visit.POST, "first_accepted_on"),
        final_accepted_on=day_of(visit.POST, "final_accepted_on"),
    )


def _amount(visit: Visit, field: str) -> int:
    found = amount_of(visit.POST, field)
    if found is None:
        raise Refused("text_missing", field=field)
    return found


def _standard() -> dict[str, int]:
    """The policy's own minutes by the names in `PLACES`."""
    promise = Promise.standard()
    own = {"response": promise.response, "resolution": promise.resolution}
    return {
        name: own[clock][grade - 1].minutes if grade else getattr(promise, _ARRIVALS[clock]).minutes
        for name, (clock, grade, _most) in PLACES.items()
    }


_ARRIVALS = {"arrival": "arrival_covered", "arrival_uncovered": "arrival_uncovered"}


def _not_yesterday() -> str:
    return _("Cards that were judged keep their verdict.")
