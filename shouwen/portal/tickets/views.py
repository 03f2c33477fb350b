"""A hospital's requests, and the progress of one."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from shouwen.apps.billing.queries import quotes_of_card
from shouwen.apps.calls.queries import of_card
from shouwen.apps.conversations.queries import talks_on
from shouwen.apps.remote.queries import remote_on
from shouwen.apps.search.queries import find
from shouwen.apps.tickets import actions, queries
from shouwen.apps.tickets.actions.urgent import may_ask
from shouwen.apps.tickets.actions.words import covered_in
from shouwen.apps.tickets.models import Message
from shouwen.apps.tickets.urgent_calls import why_not
from shouwen.apps.tickets.whole_card import attachment, whole_card
from shouwen.policy.catalogue import Service
from shouwen.policy.coverage import Charge
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.portal.frame.guard import acts, page, reads, who
from shouwen.portal.tickets.face import request_face
from shouwen.portal.tickets.forms import FORMS
from shouwen.portal.tickets.wish import choices, months, wish_of
from shouwen.ui.door import Visit, answer, status_of
from shouwen.ui.faces.row import row_of
from shouwen.ui.file_answer import download, preview
from shouwen.ui.form_fields import refuse
from shouwen.ui.patient_question import shows_of, tell_covered
from shouwen.ui.submission import submission_of

# What is said when an act is done; a reply shows itself.
DONE = {
    Act.CHASE: gettext_lazy("We have been pressed; an answer is due soon."),
    Act.DISPUTE: gettext_lazy("Your objection is with the first contact."),
    Act.CONFIRM: gettext_lazy("Thank you: it counts as solved."),
    Act.REOPEN: gettext_lazy("The request is open again."),
    Act.WITHDRAW: gettext_lazy("The request is withdrawn."),
    Act.RATE: gettext_lazy("Thank you for your rating."),
}
# For how long a new request is greeted as new.
JUST = timedelta(minutes=10)


@reads
def tickets(visit: Visit) -> HttpResponse:
    """All requests that this person may see, newest first; with `q`, those that hold its words."""
    wish = wish_of(visit)
    after = visit.GET.get("after", "")
    found = find(visit.actor, wish.asked, after, among=wish.among) if wish.asked else None
    listed = found or queries.of_hospital(visit.actor, wish.among, after=after)
    counted = queries.counts_of_hospital(visit.actor, wish.narrowed)
    here = reverse("portal:tickets")
    tabs = [("open", counted.open), ("all", counted.all)]
    current = "" if wish.asked else wish.view
    kept = wish.address()
    return page(
        visit,
        "portal/tickets.html",
        who(visit),
        asked=wish.asked,
        wish=wish,
        departments=choices(visit),
        months=months(visit),
        found=found,
        tabs=[
            {
                "code": code,
                "url": f"{here}?{urlencode(wish.address(code))}",
                "count": count,
                "current": code == current,
            }
            for code, count in tabs
        ],
        tickets=[row_of(each, reverse("portal:ticket", args=[each.number])) for each in listed.tickets],
        newer_url=f"{here}?{urlencode(kept)}" if after else "",
        export_url=f"{reverse('portal:tickets_sheet')}?{urlencode(kept)}",
        older_url=f"{here}?{urlencode(kept | {'after': listed.after})}" if listed.after else "",
    )


@reads
def ticket(visit: Visit, number: str) -> HttpResponse:
    return _show(visit, number)


@acts
def reply(visit: Visit, number: str) -> HttpResponse:
    return _carry_out(
        visit,
        number,
        Act.REPLY,
        lambda: actions.reply(
            visit.actor,
            number,
            visit.POST.get("text", ""),
            at=visit.now,
            submission=submission_of(visit.POST),
            uploads=visit.FILES.getlist("uploads"),
            shows_patient=shows_of(visit.POST),
        ),
    )


@acts
def reopen(visit: Visit, number: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    return _carry_out(visit, number, Act.REOPEN, lambda: actions.reopen(visit.actor, number, words, at=visit.now))


@acts
def confirm(visit: Visit, number: str) -> HttpResponse:
    """It is solved; then the rating is asked for at once."""
    return _carry_out(visit, number, Act.CONFIRM, lambda: actions.confirm(visit.actor, number, at=visit.now))


@acts
def chase(visit: Visit, number: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    return _carry_out(visit, number, Act.CHASE, lambda: actions.chase(visit.actor, number, words, at=visit.now))


@acts
def dispute(visit: Visit, number: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    return _carry_out(visit, number, Act.DISPUTE, lambda: actions.dispute(visit.actor, number, words, at=visit.now))


@acts
def withdraw(visit: Visit, number: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    return _carry_out(visit, number, Act.WITHDRAW, lambda: actions.withdraw(visit.actor, number, words, at=visit.now))


@acts
def rate(visit: Visit, number: str) -> HttpResponse:
    score, words = visit.POST.get("score", ""), visit.POST.get("words", "")
    return _carry_out(visit, number, Act.RATE, lambda: actions.rate(visit.actor, number, score, words, at=visit.now))


@reads
def file(visit: Visit, number: str, file_id: UUID) -> FileResponse:
    return download(attachment(visit.actor, number, file_id).file)


@reads
def picture(visit: Visit, number: str, file_id: UUID) -> FileResponse:
    return preview(attachment(visit.actor, number, file_id).file)


def _carry_out(visit: Visit, number: str, act: Act, do: Callable[[], object]) -> HttpResponse:
    try:
        done = do()
    except Refused as refused:
        if refused.code == "absent" and "field" not in refused.facts:
            return answer(visit, refused)
        form = refuse(FORMS[act](data=visit.POST, files=visit.FILES, auto_id=f"id_{act.value}_%s"), refused)
        return _show(visit, number, open_act=act, open_form=form, status=status_of(refused))
    if act in DONE:
        messages.success(visit, str(DONE[act]))
    if isinstance(done, Message):
        tell_covered(visit, covered_in(done))
    return redirect("portal:ticket", number)


def _show(
    visit: Visit, number: str, *, open_act: Act | None = None, open_form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    card = whole_card(visit.actor, number, visit.now)
    face = request_face(card, visit.now, open_act=open_act, open_form=open_form)
    payable = any(verdict.charge == Charge.QUOTE for verdict in card.verdicts)
    return page(
        visit,
        "portal/ticket.html",
        who(visit),
        status=status,
        may_ask_urgent=may_ask(visit.actor),
        no_urgent=why_not(card.ticket) is not None,
        green=card.ticket.service == Service.GREEN_CHANNEL,
        just_sent="sent" in visit.GET and visit.now - card.ticket.accepted_at < JUST,
        talks=talks_on(visit.actor, card),
        remote=remote_on(card, visit.now),
        quotes=quotes_of_card(visit.actor, card.ticket.pk) if payable else [],
        calls=of_card(card.ticket),
        **face,
    )
