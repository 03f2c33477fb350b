"""An open conversation at either door: its lines as a piece of the page, a new line with files, and who is there."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shouwen.apps.conversations import actions
from shouwen.apps.conversations.access import find
from shouwen.apps.conversations.models import Conversation
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.talk import TalkFace, place_in, talk_face
from shouwen.ui.form_fields import FilesField, SubmissionForm, refuse
from shouwen.ui.patient_question import PatientField, shows_of
from shouwen.ui.submission import submission_of


class LineForm(SubmissionForm):
    text = forms.CharField(label=_("Your words"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    uploads = FilesField(label=_("Photos or files"))
    shows_patient = PatientField()


# The whole page, with a form that was refused.
Show = Callable[[Visit, Conversation, LineForm | None, int], HttpResponse]


@dataclass(frozen=True)
class Door:
    """What is unlike at the two doors. `name`: of their addresses; `inside`: read by us."""

    name: str
    inside: bool
    show: Show

    def face(self, visit: Visit, talk: Conversation, after: int = 0) -> TalkFace:
        """The talk with the lines after a place, and their files."""
        number = talk.ticket.number

        def files(pk: UUID) -> tuple[str, str]:
            return reverse(f"{self.name}:file", args=[number, pk]), reverse(f"{self.name}:preview", args=[number, pk])

        def original(pk: UUID) -> str:
            return reverse("console:original", args=[number, pk]) if self.inside else ""

        return talk_face(talk, visit.actor, visit.now, after, files, original)

    def piece(self, visit: Visit, talk: Conversation) -> HttpResponse:
        """What is new for an open page; the page itself for a browser that asks without its script."""
        if not visit.htmx:
            return redirect(f"{self.name}:talk", talk.pk)
        after = place_in(visit.POST if visit.method == "POST" else visit.GET)
        return render(visit, "ui/talk_piece.html", {"talk": self.face(visit, talk, after), "inside": self.inside})


def lines(visit: Visit, conversation: int, door: Door) -> HttpResponse:
    """The lines after a place; and a new one, with its files."""
    if visit.method != "POST":
        return door.piece(visit, find(visit.actor, conversation))
    try:
        actions.say(
            visit.actor,
            conversation,
            visit.POST.get("text", ""),
            at=visit.now,
            submission=submission_of(visit.POST),
            uploads=visit.FILES.getlist("uploads"),
            shows_patient=shows_of(visit.POST),
        )
    except Refused as refused:
        if of_the_person(refused):
            raise
        if visit.htmx:
            return render(visit, "ui/talk_refused.html", {"refused": refused}, status=status_of(refused))
        form = LineForm(data=visit.POST, files=visit.FILES)
        refuse(form, refused)
        return door.show(visit, find(visit.actor, conversation), form, status_of(refused))
    return door.piece(visit, find(visit.actor, conversation))


def presence(visit: Visit, conversation: int, door: Door) -> HttpResponse:
    """The page says that it is open, and whether somebody types; and hears what is new."""
    typing = visit.POST.get("typing") == "1"
    return door.piece(visit, actions.be_there(visit.actor, conversation, typing=typing, at=visit.now))
