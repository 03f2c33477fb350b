"""Forms about our people who stand for a hospital."""

from collections.abc import Callable
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shouwen.apps.customers import actions, record
from shouwen.apps.customers.models import Hospital
from shouwen.apps.people.queries import qualified_staff
from shouwen.console.customers.facts import kept, sheet
from shouwen.console.customers.forms import DeputyForm, PostingForm, TenureForm, UntilForm, WorkForm
from shouwen.console.frame.guard import reads_and_acts
from shouwen.console.frame.sheet import carry_out, choose, typed
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Level
from shouwen.ui.door import Visit
from shouwen.ui.fields import day_of, number_of


@reads_and_acts
def account_manager(visit: Visit, hospital: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = TenureForm(data=typed(visit), initial={"on": _today(visit)})
    _people(form, found.account_manager_id, "—")
    note = _("Everyone of the hospital who has an account is told. Open cards keep their first contact.")
    around = sheet(found, "overview", _("Another account manager"), _("Hand the hospital over"), note)
    return carry_out(
        visit,
        around,
        form,
        _change(visit, found, actions.change_account_manager),
        done=_("Handed over; the hospital has been told."),
        to=_after(visit, found),
    )


@reads_and_acts
def deputy(visit: Visit, hospital: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = DeputyForm(data=typed(visit), initial={"on": _today(visit)})
    _people(form, found.account_manager_id, _("Nobody"))
    around = sheet(found, "overview", _("Another deputy"), _("Save"))
    done = _("Changed; the hospital has been told.")
    return carry_out(visit, around, form, _change(visit, found, actions.change_deputy), done=done)


@reads_and_acts
def work(visit: Visit, hospital: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = WorkForm(data=typed(visit))
    _people(form, None, "—")
    around = sheet(found, "overview", _("Who put it in, who taught it"), _("Save"))

    def do() -> object:
        return actions.record_work(
            visit.actor,
            hospital,
            visit.POST.get("post", ""),
            number_of(visit.POST, "person"),
            since=day_of(visit.POST, "since"),
            until=day_of(visit.POST, "until"),
            note=visit.POST.get("reason", ""),
            at=visit.now,
        )

    return carry_out(visit, around, form, do, done=_("Saved."))


@reads_and_acts
def post_resident(visit: Visit, hospital: int) -> HttpResponse:
    found = kept(visit, hospital)
    form = PostingForm(data=typed(visit), initial={"since": _today(visit)})
    front = [(str(each.pk), each.name) for each in qualified_staff() if each.level == Level.FRONTLINE]
    choose(form, "engineer", front, empty="—")
    around = sheet(found, "overview", _("Post a resident engineer"), _("Post him"))

    def do() -> object:
        engineer = number_of(visit.POST, "engineer")
        since = required_day(visit, "since")
        return actions.post_resident(visit.actor, hospital, engineer, since=since, at=visit.now)

    return carry_out(visit, around, form, do, done=_("Posted. He sees the hospital's cards from now on."))


@reads_and_acts
def end_posting(visit: Visit, hospital: int, posting: int) -> HttpResponse:
    found = kept(visit, hospital)
    row = next((each for each in record.postings(found) if each.pk == posting and each.until is None), None)
    if row is None:
        raise Refused("absent")
    form = UntilForm(data=typed(visit), initial={"until": _today(visit)})
    title = _("%(name)s leaves this hospital") % {"name": row.engineer.name}
    around = sheet(found, "overview", title, _("End the posting"))

    def do() -> object:
        return actions.end_posting(visit.actor, hospital, posting, until=required_day(visit, "until"), at=visit.now)

    return carry_out(visit, around, form, do, done=_("The posting is ended."))


def required_day(visit: Visit, field: str) -> date:
    """A day that has to be given."""
    found = day_of(visit.POST, field)
    if found is None:
        raise Refused("text_missing", field=field)
    return found


def _change(visit: Visit, hospital: Hospital, act: Callable[..., Hospital]) -> Callable[[], object]:
    def do() -> object:
        person, on = number_of(visit.POST, "person"), required_day(visit, "on")
        return act(visit.actor, hospital.pk, person, reason=visit.POST.get("reason", ""), on=on, at=visit.now)

    return do


def _after(visit: Visit, hospital: Hospital) -> str:
    """Who hands his own hospital over may not see it any more."""
    stays = visit.actor.sees_every_hospital or visit.actor.id == hospital.deputy_id
    return "" if stays else reverse("console:customers")


def _people(form: TenureForm | WorkForm, without: int | None, empty: str) -> None:
    choose(form, "person", [(str(p.pk), p.name) for p in qualified_staff() if p.pk != without], empty=empty)


def _today(visit: Visit) -> str:
    return timezone.localdate(visit.now).isoformat()
