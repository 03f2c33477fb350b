"""The card's page: whole, beside the queue, and again with a form that was refused."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shouwen.apps.aids.queries import filled, names_of, reply_of
from shouwen.apps.billing.queries import quotes_of_card
from shouwen.apps.calendars.queries import working_times
from shouwen.apps.calls.queries import of_card
from shouwen.apps.conversations.queries import talks_on
from shouwen.apps.installations.queries import modules_at
from shouwen.apps.paging.queries import alarm_of, may_answer
from shouwen.apps.people.queries import away, qualified_staff
from shouwen.apps.progress.queries import next_word_on
from shouwen.apps.remote.queries import remote_on
from shouwen.apps.tickets.access import find
from shouwen.apps.tickets.actions.words import covered_in
from shouwen.apps.tickets.models import Message
from shouwen.apps.tickets.whole_card import Card, whole_card
from shouwen.console.card.by_rules import by_rules
from shouwen.console.card.face import card_face, fill
from shouwen.console.card.forms import FORMS, auto_id
from shouwen.console.card.terms import terms_of
from shouwen.console.frame.guard import page, reads
from shouwen.policy.coverage import Charge
from shouwen.policy.lifecycle import Act
from shouwen.policy.paging import calls_somebody
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role
from shouwen.ui.door import Visit, answer, next_url, status_of
from shouwen.ui.faces.clock import span_faces
from shouwen.ui.faces.story import OF_AIDS
from shouwen.ui.form_fields import refuse
from shouwen.ui.patient_question import tell_covered
from shouwen.ui.qr import qr_url
from shouwen.ui.refusal_words import refusal_words

NAMES_COLLEAGUES = frozenset({Act.OFFER, Act.DISPATCH, Act.SUBSTITUTE})
DONE = {
    Act.TAKE: lambda: _("You handle it now."),
    Act.CLASSIFY: lambda: _("Classified. Deadlines and charge were worked out again."),
    Act.REPLY: lambda: _("Your reply is on the card and the hospital sees it."),
    Act.NOTE: lambda: _("The note is on the card."),
    Act.HOLD: lambda: _("On hold. The resolution clock stands still."),
    Act.RESUME: lambda: _("Work goes on. The resolution clock runs."),
    Act.RESTORE: lambda: _("Marked as restored."),
    Act.RESOLVE: lambda: _("Marked as resolved. The first contact follows up with the hospital."),
    Act.FOLLOW_UP: lambda: _("The follow-up is on the card."),
    Act.SUBSTITUTE: lambda: _("The substitution is recorded."),
    Act.CLOSE: lambda: _("Closed."),
    Act.REOPEN: lambda: _("Reopened. The resolution clock runs on."),
    Act.OFFER: lambda: _("Offered. You stay the handler until it is accepted."),
    Act.CHASE: lambda: _("Chased."),
    Act.SETTLE: lambda: _("The dispute is answered."),
    Act.DISPATCH: lambda: _("On the way. The arrival clock runs."),
    Act.ARRIVE: lambda: _("Arrived."),
    Act.MERGE: lambda: _("Merged into the earlier card."),
    Act.LINK: lambda: _("Linked."),
    Act.SPLIT: lambda: _("Split off."),
    Act.DECLARE_MAJOR: lambda: _("This card is the parent of a major incident now."),
    Act.CANCEL: lambda: _("Ended, outside the rates."),
    Act.WITHDRAW: lambda: _("Withdrawn, outside the rates."),
    Act.RETITLE: lambda: _("The card has another title."),
    Act.REVISE: lambda: _("The revision is on record."),
}


@reads
def card(visit: Visit, number: str) -> HttpResponse:
    """The card; to htmx only its body, for the place beside the queue."""
    wanted = visit.GET.get("act", "")
    if wanted == Act.REPLY and visit.GET.get("canned", "").isdecimal():
        return show(visit, number, open_act=wanted, open_form=_canned(visit, number))
    return show(visit, number, open_act=wanted if wanted == "more" or wanted in set(Act) else "")


def _canned(visit: Visit, number: str) -> forms.Form | None:
    """The reply with a text that is kept ready, to be looked over before it is sent; None when it does not fit."""
    ticket, chosen = find(visit.actor, number), visit.GET.get("canned", "")
    version = reply_of(ticket, int(chosen)) if len(chosen) < 16 and chosen.isascii() else None
    if version is None:
        return None
    text = filled(version, ticket, visit.user, english=visit.GET.get("lang") == "en")
    return FORMS[Act.REPLY](initial={"text": text}, auto_id=auto_id(Act.REPLY))


@reads
def printed(visit: Visit, number: str) -> HttpResponse:
    """The card on paper, A4, with the proof of each deadline in small print."""
    found = whole_card(visit.actor, number, visit.now)
    ticket = found.ticket
    calendars = working_times(ticket.calendar_version_id)
    face = card_face(found, modules=[], colleagues=[])
    proofs = [
        (clock, span_faces(reading, found.facts, calendars[reading.calendar].spec))
        for clock, reading in zip(face["clocks"], found.readings, strict=True)
    ]
    face["qr_url"] = qr_url(settings.SITE_URL + reverse("console:card", args=[number]))
    return page(
        visit,
        "console/print.html",
        card=face,
        proofs=proofs,
        policy_version=ticket.policy_version,
        calendar_version=ticket.calendar_version.number,
    )


def show(
    visit: Visit,
    number: str,
    *,
    open_act: str = "",
    open_form: forms.Form | None = None,
    typed: Mapping[str, str] = MappingProxyType({}),
    status: int = 200,
) -> HttpResponse:
    """The card with one of its forms open; `typed`: what was written into one of its single lines."""
    face = face_for(visit, number, open_act=open_act, open_form=open_form) | {"typed": typed}
    piece = visit.htmx and not visit.htmx.boosted
    return page(visit, "console/card_body.html" if piece else "console/card.html", status=status, card=face)


def face_for(visit: Visit, number: str, *, open_act: str = "", open_form: forms.Form | None = None) -> dict[str, Any]:
    """The card as its template reads it, for this visitor."""
    found = whole_card(visit.actor, number, visit.now)
    colleagues = qualified_staff() if open_act in NAMES_COLLEAGUES or Role.DIRECTOR in visit.actor.roles else []
    out = away(visit.now) if colleagues else {}
    known = modules_at(found.ticket.hospital_id)
    if found.ticket.module and found.ticket.module not in known:
        known.append(found.ticket.module)
    if open_form is not None:
        fill(open_form, found, known, colleagues, out)
    # Only of a card that was ever to be paid for.
    payable = any(verdict.charge == Charge.QUOTE for verdict in found.verdicts)
    alarm = alarm_of(found.ticket.pk) if calls_somebody(found.ticket.grade) else None
    face = card_face(
        found,
        quotes=quotes_of_card(visit.actor, found.ticket.pk) if payable else [],
        modules=known,
        colleagues=colleagues,
        out=out,
        kept_ready=_kept_ready(found),
        by_rules=by_rules(found),
        open_act=open_act,
        open_form=open_form,
        next_url=next_url(visit, "") or _beside(visit),
    )
    watched = {"alarm": alarm, "may_answer": may_answer(visit.actor), "next_word": next_word_on(found.ticket.pk)}
    mine = {
        "calls": of_card(found.ticket),
        "talks": talks_on(visit.actor, found),
        "remote": remote_on(found, visit.now),
    }
    return face | watched | mine | {"terms": terms_of(found, visit.actor, visit.now)}


def _kept_ready(card: Card) -> Mapping[int, str]:
    """The names of the macros and checklists that the card's story tells of. No query when there is none."""
    told = {event.data["version"] for event in card.events if event.code.removeprefix("ticket.") in OF_AIDS}
    return names_of(told, english=not (get_language() or "").startswith("zh")) if told else {}


def carry_out(visit: Visit, number: str, act: Act, do: Callable[[], object]) -> HttpResponse:
    """Do one act, then go back to the card; a refused one keeps its form as it was typed, with the reason."""
    try:
        done = do()
    except Refused as refused:
        return _refused(visit, number, act, refused)
    messages.success(visit, DONE[act]())
    if isinstance(done, Message):
        tell_covered(visit, covered_in(done))
    return redirect(next_url(visit, reverse("console:card", args=[number])))


def _refused(visit: Visit, number: str, act: Act, refused: Refused) -> HttpResponse:
    if refused.code == "absent" and "field" not in refused.facts:
        return answer(visit, refused)
    status = status_of(refused)
    if act not in FORMS or status == 403:
        messages.error(visit, refusal_words(refused))
        return show(visit, number, status=status)
    form = FORMS[act](data=visit.POST, files=visit.FILES, auto_id=auto_id(act))
    return show(visit, number, open_act=act.value, open_form=refuse(form, refused), status=status)


def _beside(visit: Visit) -> str:
    """Opened beside the queue, a card returns there: htmx tells the address that the browser shows."""
    shown = visit.htmx.current_url_abs_path if visit.htmx else None
    return shown if shown and shown.startswith(reverse("console:queue") + "?") else ""
