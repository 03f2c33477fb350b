"""The complaints of a hospital."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.complaints import actions, clocks, queries
from shouwen.apps.complaints.access import find
from shouwen.apps.complaints.models import Complaint
from shouwen.apps.tickets import queries as cards
from shouwen.policy.complaint import Act, State
from shouwen.policy.refusal import Refused
from shouwen.portal.complaints.forms import AcceptForm, FileForm, RejectForm, WithdrawForm, WordForm
from shouwen.portal.frame.guard import acts, page, reads, reads_and_acts, who
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.complaint import due_of, filed_of, reading_faces
from shouwen.ui.faces.story import FileUrls
from shouwen.ui.file_answer import download, preview
from shouwen.ui.form_fields import refuse
from shouwen.ui.language import as_typed, switched
from shouwen.ui.patient_question import shows_of
from shouwen.ui.submission import submission_of

CARDS = 30


@reads
def complaints(visit: Visit) -> HttpResponse:
    """All that this person may see, newest first."""
    after = visit.GET.get("after", "")
    found = queries.page(visit.actor, queries.Asked(view="all"), after)
    here = reverse("portal:complaints")
    return page(
        visit,
        "portal/complaints.html",
        who(visit),
        rows=[(each, due_of(each, visit.now)) for each in found.complaints],
        newer_url=here if after else "",
        older_url=f"{here}?after={found.after}" if found.after else "",
    )


@reads_and_acts
def file(visit: Visit) -> HttpResponse:
    """The form, and the complaint itself."""
    if visit.method != "POST":
        return _form(visit, FileForm(initial={"card": visit.GET.get("card", "")[:24], "withholds_name": True}))
    if switched(visit):
        return _form(visit, FileForm(initial=as_typed(visit.POST)))
    said = visit.POST.get
    try:
        filing = actions.Filing(
            kind=said("kind", ""),
            text=said("text", ""),
            about=said("about", ""),
            people=_chosen(visit),
            card=said("card", ""),
            earlier=said("earlier", ""),
            withholds_name=said("withholds_name") == "on",
            files=_files(visit),
        )
        made = actions.file(visit.actor, filing, at=visit.now, submission=submission_of(visit.POST))
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _form(visit, FileForm(data=visit.POST, files=visit.FILES), refused)
    messages.success(visit, _("Accepted as %(number)s. You hear from us within one hour.") % {"number": made.number})
    return redirect("portal:complaint", made.number)


@reads
def complaint(visit: Visit, complaint: str) -> HttpResponse:
    return _show(visit, complaint)


@acts
def say(visit: Visit, complaint: str) -> HttpResponse:
    text, key = visit.POST.get("text", ""), submission_of(visit.POST)

    def do() -> object:
        return actions.say(visit.actor, complaint, text, at=visit.now, submission=key, files=_files(visit))

    return _carry_out(visit, complaint, WordForm(data=visit.POST, files=visit.FILES), do)


@reads
def attached(visit: Visit, complaint: str, file_id: UUID) -> FileResponse:
    """A file of the complaint, always as a download."""
    return download(queries.file_of(visit.actor, complaint, file_id).file)


@reads
def picture(visit: Visit, complaint: str, file_id: UUID) -> FileResponse:
    return preview(queries.file_of(visit.actor, complaint, file_id).file)


def _files(visit: Visit) -> actions.Files:
    return actions.Files(visit.FILES.getlist("uploads"), shows_of(visit.POST))


def _addresses(number: str) -> FileUrls:
    def files(pk: UUID) -> tuple[str, str]:
        args = [number, pk]
        return reverse("portal:complaint_file", args=args), reverse("portal:complaint_picture", args=args)

    return files


@acts
def accept(visit: Visit, complaint: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    form = AcceptForm(data=visit.POST)
    return _carry_out(visit, complaint, form, lambda: actions.accept(visit.actor, complaint, words, at=visit.now))


@acts
def reject(visit: Visit, complaint: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    form = RejectForm(data=visit.POST)
    return _carry_out(visit, complaint, form, lambda: actions.reject(visit.actor, complaint, words, at=visit.now))


@acts
def withdraw(visit: Visit, complaint: str) -> HttpResponse:
    words = visit.POST.get("words", "")
    form = WithdrawForm(data=visit.POST)
    return _carry_out(visit, complaint, form, lambda: actions.withdraw(visit.actor, complaint, words, at=visit.now))


def _carry_out(visit: Visit, number: str, form: forms.Form, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        if of_the_person(refused) or "field" not in refused.facts:
            raise
        return _show(visit, number, refuse(form, refused), status_of(refused))
    return redirect("portal:complaint", number)


def _show(visit: Visit, number: str, refused_form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    found = find(visit.actor, number)
    may = queries.may_do(visit.actor, found)
    fresh = {
        "word_form": WordForm(),
        "accept_form": AcceptForm(),
        "reject_form": RejectForm(auto_id="id_reject_%s"),
        "withdraw_form": WithdrawForm(auto_id="id_withdraw_%s"),
    }
    shown = {name: refused_form if type(form) is type(refused_form) else form for name, form in fresh.items()}
    return page(
        visit,
        "portal/complaint.html",
        who(visit),
        status=status,
        complaint=found,
        steps=_steps(found),
        clocks=reading_faces(clocks.replayed(found, visit.now)),
        may={act.value for act in may & {Act.WORD, Act.ACCEPT, Act.REJECT, Act.WITHDRAW}},
        answers=found.answers.select_related("by"),
        words=found.words.filter(audience="public").select_related("author"),
        files=filed_of(queries.files_seen(visit.actor, found), _addresses(found.number)),
        **shown,
    )


def _steps(found: Complaint) -> list[tuple[str, object]]:
    """As a parcel's: each step with its instant, None for what is still to come."""
    return [
        (_("Received"), found.received_at),
        (_("We spoke with you"), found.contacted_at),
        (_("Answered"), found.answered_at),
        (_("Taken back") if found.state == State.WITHDRAWN else _("Settled"), found.settled_at),
        (_("Archived"), found.archived_at),
    ]


def _chosen(visit: Visit) -> tuple[int, ...]:
    found = []
    for value in visit.POST.getlist("people"):
        if not (value.isascii() and value.isdigit() and len(value) < 16):
            raise Refused("absent", field="people")
        found.append(int(value))
    return tuple(found)


def _form(visit: Visit, form: FileForm, refused: Refused | None = None) -> HttpResponse:
    contact = who(visit)
    listed = cards.listed(visit.actor, cards.Asked(), visit.now).tickets[:CARDS]
    people = queries.known_to(contact.hospital, [pk for card in listed for pk in (card.handler_id,)])
    before = queries.page(visit.actor, queries.Asked(view="all")).complaints
    form.offer(
        card=[("", "—"), *((card.number, f"{card.number} {card.title}") for card in listed)],
        people=[(str(person.pk), person.name) for person in people],
        earlier=[("", "—"), *((each.number, f"{each.number} {each.text[:20]}") for each in before)],
    )
    if refused is not None:
        refuse(form, refused)
    return page(
        visit,
        "portal/file_complaint.html",
        contact,
        status=status_of(refused) if refused else 200,
        form=form,
    )
