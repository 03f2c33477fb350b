"""Remote service on a request: authorise, refuse, withdraw; confirm what was done, or say what is not right."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from shouwen.apps.customers.models import Contact
from shouwen.apps.remote import actions, queries
from shouwen.apps.remote.access import authorises, find_authorisation, find_session
from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.apps.tickets.access import find
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.portal.frame.guard import acts, page, reads, who
from shouwen.portal.remote.forms import ConfirmForm, GrantForm, RefuseForm, RejectForm, WithdrawForm
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.faces.remote import COLUMNS, AuthorisationFace, authorisation_faces, record_bill
from shouwen.ui.fields import instant_of, shown_instant
from shouwen.ui.form_fields import refuse
from shouwen.ui.spreadsheet import BATCH, Table, excel

Forms = dict[str, forms.Form]


@reads
def sessions(visit: Visit) -> HttpResponse:
    """Every session on the requests that this person sees, newest first."""
    contact, stage, after = who(visit), queries.known_stage(visit.GET.get("stage", "")), visit.GET.get("after", "")
    found = queries.sessions(visit.actor, stage=stage, after=after)
    here = reverse("portal:remote_sessions")
    asked = f"?stage={stage}" if stage else "?"
    return page(
        visit,
        "portal/remote_sessions.html",
        contact,
        rows=found.rows,
        asks=queries.open_asks(visit.actor, visit.now) if not after else [],
        stages=list(queries.STAGES),
        stage=stage,
        export_url=reverse("portal:remote_sheet") + (asked if stage else ""),
        newer_url=here + asked if after else "",
        older_url=f"{here}{asked}&after={found.after}" if found.after else "",
    )


@reads
def sessions_sheet(visit: Visit) -> FileResponse:
    who(visit)
    stage = queries.known_stage(visit.GET.get("stage", ""))

    def batch(after: str) -> tuple[Sequence[RemoteSession], str]:
        found = queries.sessions(visit.actor, stage=stage, after=after, size=BATCH)
        return found.rows, found.after

    title = pgettext("room", "Remote service")
    return excel(title, Table(title, COLUMNS, batch), now=visit.now)


@reads
def card_remote(visit: Visit, number: str) -> HttpResponse:
    return _show(visit, number, {})


@reads
def record(visit: Visit, remote_session: str) -> HttpResponse:
    return record_bill(find_session(visit.actor, remote_session)).answer()


@acts
def grant(visit: Visit, authorisation: str) -> HttpResponse:
    said, row = visit.POST, find_authorisation(visit.actor, authorisation)

    def do() -> object:
        facts = actions.Granted(
            said.get("signed_name", ""),
            said.get("backup", ""),
            said.get("backup_words", ""),
            _moved(said.get("starts_at", ""), "starts_at", row.asked_from),
            _moved(said.get("ends_at", ""), "ends_at", row.asked_until),
        )
        return actions.grant_remote(visit.actor, authorisation, facts, at=visit.now)

    done = _("Authorised. You can withdraw it at any moment.")
    return _carry_out(visit, row, ("grant", row.number), GrantForm(data=said), do, done)


def _word_on(
    mark: str,
    row_of: Callable[[Actor, str], Authorisation | RemoteSession],
    form: type[forms.Form],
    act: Callable[..., object],
    done: Promise,
) -> Callable[..., HttpResponseBase]:
    """The hospital's word on one row: a form of one field, the act that takes its words, what is said then."""
    (field,) = form.base_fields

    def word_on(visit: Visit, authorisation: str = "", remote_session: str = "") -> HttpResponse:
        number, words = authorisation or remote_session, visit.POST.get(field, "")
        row = row_of(visit.actor, number)

        def do() -> object:
            return act(visit.actor, number, words, at=visit.now)

        return _carry_out(visit, row, (mark, row.number), form(data=visit.POST), do, str(done))

    return acts(word_on)


THANKS = gettext_lazy("Your word is on record. Thank you.")
GONE = gettext_lazy("Withdrawn. Whoever was in a session has been told to leave at once.")

refuse_it = _word_on("refuse", find_authorisation, RefuseForm, actions.refuse_remote, THANKS)
withdraw = _word_on("withdraw", find_authorisation, WithdrawForm, actions.withdraw_remote, GONE)
confirm = _word_on("confirm", find_session, ConfirmForm, actions.confirm_session, THANKS)
reject = _word_on("reject", find_session, RejectForm, actions.reject_session, THANKS)


def _moved(said: str, field: str, asked: datetime) -> datetime | None:
    """An instant that was changed. The form shows whole minutes: what it showed is what was asked for."""
    if not said.strip() or said.strip()[:16] == shown_instant(asked):
        return None
    return instant_of({field: said}, field)


def _carry_out(
    visit: Visit,
    row: Authorisation | RemoteSession,
    mark: tuple[str, str],
    form: forms.Form,
    do: Callable[[], object],
    done: str,
) -> HttpResponse:
    number = row.ticket.number
    try:
        do()
    except Refused as refused:
        if of_the_person(refused) or "field" not in refused.facts:
            raise
        refuse(form, refused)
        return _show(visit, number, {"_".join(mark): form}, status_of(refused))
    messages.success(visit, done)
    return redirect("portal:card_remote", number)


def _show(visit: Visit, number: str, open_forms: Forms, status: int = 200) -> HttpResponse:
    contact, ticket = who(visit), find(visit.actor, number)
    faces = authorisation_faces(queries.authorisations_on(visit.actor, ticket.pk), visit.now)
    return page(
        visit,
        "portal/card_remote.html",
        contact,
        status=status,
        ticket=ticket,
        authorisations=[(face, _asked(face, contact, open_forms)) for face in faces],
        answering={row.number: _answering(row, contact, open_forms) for face in faces for row in face.sessions},
        signs=authorises(visit.actor),
    )


def _asked(face: AuthorisationFace, contact: Contact, kept: Forms) -> Forms:
    """The forms under an authorisation: the one that was refused, else new ones, each with ids of its own."""
    row = face.row
    first = {
        "starts_at": shown_instant(row.starts_at),
        "ends_at": shown_instant(row.ends_at),
        "signed_name": contact.name,
    }
    ids = f"{row.pk}_%s"
    return {
        "grant": kept.get(f"grant_{row.number}") or GrantForm(initial=first, auto_id=f"g{ids}"),
        "refuse": kept.get(f"refuse_{row.number}") or RefuseForm(auto_id=f"r{ids}"),
        "withdraw": kept.get(f"withdraw_{row.number}") or WithdrawForm(auto_id=f"w{ids}"),
    }


def _answering(row: RemoteSession, contact: Contact, kept: Forms) -> Forms:
    ids, name = f"{row.pk}_%s", {"signed_name": contact.name}
    return {
        "confirm": kept.get(f"confirm_{row.number}") or ConfirmForm(initial=name, auto_id=f"c{ids}"),
        "reject": kept.get(f"reject_{row.number}") or RejectForm(auto_id=f"j{ids}"),
    }
