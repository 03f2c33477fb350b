"""The acts of the remote service at the console."""

from datetime import timedelta

from django.forms import MultipleChoiceField
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.remote import actions, queries
from shouwen.apps.remote.access import find_authorisation, find_session, need_staff
from shouwen.apps.tickets.access import find
from shouwen.console.frame.guard import reads_and_acts
from shouwen.console.frame.sheet import Sheet, Words, carry_out, choose, typed
from shouwen.console.remote import forms
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.fields import instant_of, number_of, shown_instant
from shouwen.ui.submission import submission_of

HOURS = timedelta(hours=4)


@reads_and_acts
def ask(visit: Visit, number: str) -> HttpResponse:
    ticket = find(visit.actor, number)
    need_staff(visit.actor, "ask_remote")
    window = {"starts_at": shown_instant(visit.now), "ends_at": shown_instant(visit.now + HOURS)}
    form = forms.AskForm(data=typed(visit), initial=window)
    choose(form, "tool", _tools(visit))

    def do() -> object:
        said = visit.POST
        wanted = actions.Wanted(
            why=said.get("why", ""),
            scope=said.getlist("scope"),
            systems=said.get("systems", ""),
            tool=said.get("tool", ""),
            starts_at=instant_of(said, "starts_at"),
            ends_at=instant_of(said, "ends_at"),
            backup=bool(said.get("backup")),
        )
        return actions.ask_remote(visit.actor, number, wanted, at=visit.now, submission=submission_of(said))

    note = _("The hospital reads every word of it. No session begins before it has said yes.")
    around = _on_card(ticket.number, _("Ask for authorisation"), _("Ask the hospital"), note)
    return carry_out(visit, around, form, do, done=_("Asked. The hospital is told."))


@reads_and_acts
def by_phone(visit: Visit, authorisation: str) -> HttpResponse:
    found = find_authorisation(visit.actor, authorisation)
    need_staff(visit.actor, "record_grant")
    form = forms.PhoneForm(data=typed(visit), initial={"said_at": shown_instant(visit.now)})

    def do() -> object:
        said = visit.POST
        facts = actions.Granted(said.get("signed_name", ""), said.get("backup", ""), said.get("backup_words", ""))
        return actions.record_grant(visit.actor, authorisation, facts, instant_of(said, "said_at"), at=visit.now)

    note = _("The hospital is told who said so, and may object at any moment; that ends a running session at once.")
    around = _on_card(found.ticket.number, _("Authorised by telephone"), _("Write it down"), note)
    return carry_out(visit, around, form, do, done=_("On record. The hospital is told."))


@reads_and_acts
def cancel(visit: Visit, authorisation: str) -> HttpResponse:
    found = find_authorisation(visit.actor, authorisation)
    need_staff(visit.actor, "cancel_remote")
    around = _on_card(found.ticket.number, _("Cancel %(number)s") % {"number": found.number}, _("Cancel it"))
    words = visit.POST.get("words", "")
    return carry_out(
        visit,
        around,
        forms.WordsForm(data=typed(visit)),
        lambda: actions.cancel_remote(visit.actor, authorisation, words, at=visit.now),
        done=_("Cancelled."),
    )


@reads_and_acts
def start(visit: Visit, authorisation: str) -> HttpResponse:
    found = find_authorisation(visit.actor, authorisation)
    need_staff(visit.actor, "start_remote")
    form = forms.StartForm(data=typed(visit), initial={"tool": found.tool, "scope": found.scope})
    choose(form, "tool", [(found.tool, found.tool), *(each for each in _tools(visit) if each[0] != found.tool)])
    scope = form.fields["scope"]
    if isinstance(scope, MultipleChoiceField):
        scope.choices = [each for each in forms.SCOPES if each[0] in found.scope]
    if queries.is_open(visit.now):
        del form.fields["off_hours"]

    def do() -> object:
        said = visit.POST
        facts = actions.Started(
            session_id=said.get("session_id", ""),
            scope=_ticked(said),
            tool=said.get("tool", ""),
            off_hours=said.get("off_hours", ""),
        )
        key = submission_of(said)
        return actions.start_session(visit.actor, authorisation, facts, at=visit.now, submission=key)

    note = _("You are its operator. It ends with the window, and at once when the hospital withdraws its word.")
    around = _on_card(found.ticket.number, _("Begin a remote session"), _("Begin"), note)
    return carry_out(visit, around, form, do, done=_("It runs. Write down what you change."))


@reads_and_acts
def end(visit: Visit, remote_session: str) -> HttpResponse:
    found = find_session(visit.actor, remote_session)
    need_staff(visit.actor, "end_remote")

    def do() -> object:
        said = visit.POST
        if said.get("solved") not in {"yes", "no"}:
            raise Refused("unknown_choice", field="solved")
        facts = actions.Ended(said.get("changed", ""), said.get("solved") == "yes", said.get("recording", ""))
        return actions.end_session(visit.actor, remote_session, facts, at=visit.now)

    title = _("Write down the session %(number)s") if found.ended_at else _("End the session %(number)s")
    send = _("Write it down") if found.ended_at else _("End it")
    note = _("The hospital reads it and confirms it, or says why not.")
    around = _on_card(found.ticket.number, title % {"number": found.number}, send, note)
    return carry_out(visit, around, forms.EndForm(data=typed(visit)), do, done=_("On record. The hospital is asked."))


@reads_and_acts
def send(visit: Visit, number: str) -> HttpResponse:
    ticket = find(visit.actor, number)
    need_staff(visit.actor, "answer_onsite")
    form = forms.SendForm(data=typed(visit), initial={"reason": _("Remote service has not solved it in time.")})
    choose(form, "engineer", [(str(each.pk), each.name) for each in qualified_staff()], empty="—")

    def do() -> object:
        engineer, reason = number_of(visit.POST, "engineer") or 0, visit.POST.get("reason", "")
        return actions.send_onsite(visit.actor, number, engineer, reason, at=visit.now)

    around = _on_card(ticket.number, _("Send somebody"), _("Send him"), icon="bi-truck")
    return carry_out(visit, around, form, do, done=_("On the way. The arrival clock runs."))


@reads_and_acts
def decline(visit: Visit, number: str) -> HttpResponse:
    ticket = find(visit.actor, number)
    need_staff(visit.actor, "answer_onsite")
    words = visit.POST.get("words", "")
    return carry_out(
        visit,
        _on_card(ticket.number, _("Nobody need go there"), _("Decide so")),
        forms.WordsForm(data=typed(visit)),
        lambda: actions.decline_onsite(visit.actor, number, words, at=visit.now),
        done=_("On record."),
    )


def _ticked(said: QueryDict) -> list[str]:
    """What is ticked; nothing at all is told as such, not taken for everything."""
    return said.getlist("scope") or [""]


def _on_card(number: str, title: Words, send: Words, note: Words = "", icon: str = "bi-check2") -> Sheet:
    return Sheet("remote", title, send, reverse("console:card_remote", args=[number]), number, note, icon)


def _tools(visit: Visit) -> list[tuple[str, str]]:
    return [(each, each) for each in queries.tools(visit.now)]
