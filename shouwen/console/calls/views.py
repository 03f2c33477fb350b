"""The list of calls, one record, and what rings now."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.apps.agreements.book import code_of, standings
from shouwen.apps.calls import actions, queries
from shouwen.apps.calls.models import Call
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.people.queries import staff
from shouwen.apps.tickets.at_hospital import open_cards, open_count
from shouwen.console.calls.forms import BindForm, LogForm, SettleForm
from shouwen.console.frame.guard import page, reads, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, choose, typed
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.faces.row import row_of
from shouwen.ui.fields import instant_of, number_of
from shouwen.ui.submission import submission_of

SHOWN = 5


@reads
def calls(visit: Visit) -> HttpResponse:
    asked = queries.Asked.of(visit.GET.dict(), timezone.localdate(visit.now))
    after = visit.GET.get("after", "")
    found = queries.page(visit.actor, asked, after)
    return page(
        visit,
        "console/calls.html",
        asked=asked,
        hospitals=hospitals_for(visit.actor),
        agents=staff(),
        rows=found.calls,
        ringing=queries.ringing(visit.actor, visit.now),
        may_log=visit.actor.is_qualified,
        figures_url=address(asked, "console:call_figures"),
        export_url=address(asked, "console:calls_sheet"),
        newer_url=address(asked) if after else "",
        older_url=address(asked, after=found.after) if found.after else "",
    )


def address(asked: queries.Asked, to: str = "console:calls", **more: str) -> str:
    return f"{reverse(to)}?{urlencode({**asked.in_address, **more})}"


@reads
def ringing(visit: Visit) -> HttpResponse:
    """The piece of every page that says who calls now; asked for again every few seconds."""
    if not visit.htmx:
        return redirect("console:calls")
    found = queries.ringing(visit.actor, visit.now) if visit.actor.is_qualified else []
    return render(visit, "console/ringing.html", {"rows": [(each, _pop_url(each)) for each in found]})


def _pop_url(call: Call) -> str:
    return reverse("console:call", args=[call.pk])


@reads
def call(visit: Visit, call: int) -> HttpResponse:
    """Who calls, and what is known of his hospital at a glance."""
    found = queries.find(visit.actor, call)
    find = urlencode({"channel": "phone", "find": found.number, "call": found.pk})
    return page(
        visit,
        "console/call.html",
        call=found,
        known=_known(visit, found),
        may_act=visit.actor.is_qualified,
        intake_url=f"{reverse('console:intake')}?{find}",
    )


def _known(visit: Visit, found: Call) -> dict[str, Any] | None:
    house = found.hospital
    if house is None:
        return None
    cards = open_cards(visit.actor, house.pk, size=SHOWN).tickets
    stood = standings([house.pk], timezone.localdate(visit.now)).get(house.pk)
    return {
        "hospital": house,
        "cards": [row_of(each, reverse("console:card", args=[each.number])) for each in cards],
        "count": open_count(visit.actor, house.pk) if len(cards) == SHOWN else len(cards),
        "standing": code_of(stood),
        "until": stood.until if stood else None,
    }


@reads_and_acts
def log(visit: Visit) -> HttpResponse:
    """By hand, or from the paper of a day without the system: with the real times."""
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="call")
    form = LogForm(data=typed(visit))
    choose(form, "hospital", [(str(each.pk), each.name) for each in hospitals_for(visit.actor)], empty="—")
    choose(form, "agent", [(str(each.pk), each.name) for each in staff()], empty=gettext_lazy("I"))
    here = reverse("console:calls")
    note = gettext_lazy("Times are the real ones, not those of writing it down.")
    sheet = Sheet("calls", _("Write down a call"), _("Keep it"), here, _("Calls"), note, "bi-telephone")
    return carry_out(visit, sheet, form, lambda: _log(visit), done=_("Written down."), made=_pop_url)


def _log(visit: Visit) -> Call:
    said = visit.POST.get

    def instant(name: str) -> Any:
        return instant_of(visit.POST, name) if said(name, "").strip() else None

    logged = actions.Logged(
        source=said("source", ""),
        offered_at=instant_of(visit.POST, "offered_at"),
        answered_at=instant("answered_at"),
        ended_at=instant("ended_at"),
        number=said("number", ""),
        caller_name=said("caller_name", ""),
        hospital_id=number_of(visit.POST, "hospital"),
        agent_id=number_of(visit.POST, "agent"),
        outcome=said("outcome", ""),
        words=said("words", ""),
        card=said("card", ""),
    )
    return actions.log_call(visit.actor, logged, at=visit.now, submission=submission_of(visit.POST))


@reads_and_acts
def settle(visit: Visit, call: int) -> HttpResponse:
    found = queries.find(visit.actor, call)
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="call")

    def do() -> object:
        said = visit.POST.get
        return actions.settle_call(visit.actor, call, said("outcome", ""), said("words", ""), at=visit.now)

    def kept() -> dict[str, Any]:
        now = queries.find(visit.actor, call)
        return {"outcome": now.outcome, "words": now.words}

    here = _pop_url(found)
    title = _("What became of it")
    sheet = Sheet("calls", title, _("Save"), here, found.number or _("Call"))
    return carry_out(visit, sheet, SettleForm(data=typed(visit)), do, done=_("Written down."), kept=kept, to=here)


@reads_and_acts
def bind(visit: Visit, call: int) -> HttpResponse:
    found = queries.find(visit.actor, call)
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="call")

    def do() -> object:
        return actions.bind(visit.actor, call, visit.POST.get("card", ""), at=visit.now)

    here = _pop_url(found)
    sheet = Sheet("calls", _("Which card is it about?"), _("Bind the call"), here, found.number or _("Call"))
    return carry_out(visit, sheet, BindForm(data=typed(visit)), do, done=_("Written down."), to=here)


@reads
def paper(visit: Visit) -> HttpResponse:
    """An empty A4 form to print, for when the system is down."""
    return page(visit, "console/call_paper.html", lines=14)
