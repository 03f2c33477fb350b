"""Asking online: the first words, the talk, and its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.conversations import actions, queries
from shouwen.apps.conversations.access import find
from shouwen.apps.conversations.actions import Begun, Opening
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.tickets import queries as cards
from shouwen.policy.refusal import Refused
from shouwen.portal.conversations.forms import BeginForm
from shouwen.portal.frame.guard import acts, page, reads, reads_and_acts, who
from shouwen.ui import talking
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.row import row_of
from shouwen.ui.form_fields import refuse
from shouwen.ui.language import as_typed, switched
from shouwen.ui.patient_question import shows_of
from shouwen.ui.submission import submission_of
from shouwen.ui.talking import LineForm

CARDS = 20


@reads_and_acts
def conversations(visit: Visit) -> HttpResponse:
    """Whether somebody is there, the first words, and what was said before."""
    if visit.method != "POST":
        return _form(visit, BeginForm(initial={"card": visit.GET.get("card", "")[:24], "answer": "question"}))
    if switched(visit):
        return _form(visit, BeginForm(initial=as_typed(visit.POST)))
    said = visit.POST.get
    opening = Opening(
        text=said("text", ""),
        answer=said("answer", "") or "question",
        card=said("card", ""),
        uploads=visit.FILES.getlist("uploads"),
        shows_patient=shows_of(visit.POST),
    )
    try:
        begun = actions.begin(visit.actor, opening, at=visit.now, submission=submission_of(visit.POST))
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _form(visit, BeginForm(data=visit.POST, files=visit.FILES), refused)
    if begun.talk is not None:
        return redirect("portal:talk", begun.talk.pk)
    messages.success(visit, _out_of_hours(visit, begun))
    return redirect("portal:ticket", begun.ticket.number)


def _out_of_hours(visit: Visit, begun: Begun) -> str:
    told = {"number": begun.ticket.number, "who": begun.ticket.first_contact.name}
    words = _("Nobody attends the online service now. Your question is accepted as %(number)s; %(who)s answers here.")
    return words % told


def _form(visit: Visit, form: BeginForm, refused: Refused | None = None) -> HttpResponse:
    contact, after = who(visit), visit.GET.get("after", "")
    listed = cards.listed(visit.actor, cards.Asked(), visit.now).tickets[:CARDS]
    form.fields["card"].choices = [  # type: ignore[attr-defined]
        ("", _("No, something new")), *((card.number, f"{card.number} {card.title}") for card in listed)
    ]  # fmt: skip
    if refused is not None:
        refuse(form, refused)
    found, here = queries.of_hospital(visit.actor, after), reverse("portal:conversations")
    return page(
        visit,
        "portal/conversations.html",
        contact,
        status=status_of(refused) if refused else 200,
        form=form,
        hours=queries.hours(visit.now),
        desk=len(queries.at_the_desk(visit.now)),
        rows=found.rows,
        newer_url=here if after else "",
        older_url=f"{here}?after={found.after}" if found.after else "",
    )


@reads
def talk(visit: Visit, conversation: int) -> HttpResponse:
    return _show(visit, find(visit.actor, conversation))


@reads_and_acts
def lines(visit: Visit, conversation: int) -> HttpResponse:
    return talking.lines(visit, conversation, DOOR)


@acts
def presence(visit: Visit, conversation: int) -> HttpResponse:
    return talking.presence(visit, conversation, DOOR)


@acts
def end(visit: Visit, conversation: int) -> HttpResponse:
    actions.end(visit.actor, conversation, at=visit.now)
    messages.success(visit, _("The conversation has ended. Its words stay on the request."))
    return redirect("portal:talk", conversation)


def _show(visit: Visit, found: Conversation, form: LineForm | None = None, status: int = 200) -> HttpResponse:
    ticket = queries.card_of(found)
    return page(
        visit,
        "portal/talk.html",
        who(visit),
        status=status,
        talk=DOOR.face(visit, found),
        inside=False,
        card=row_of(ticket, reverse("portal:ticket", args=[ticket.number])),
        form=form or LineForm(),
        me=visit.actor.id,
    )


DOOR = talking.Door("portal", inside=False, show=_show)
