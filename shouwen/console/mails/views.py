"""The list of letters, one letter, and what is done with it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.channels import actions, queries
from shouwen.apps.channels.models import Mail
from shouwen.apps.customers.faxes import sender_of
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.tickets.actions.intake import LATE, Intake
from shouwen.console.frame.guard import acts, page, reads
from shouwen.console.mails.forms import AttachForm, DiscardForm, TakeInForm
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.fields import number_of
from shouwen.ui.form_fields import refuse


@reads
def mails(visit: Visit) -> HttpResponse:
    """What waits for a person, or everything that came in."""
    view = "all" if visit.GET.get("view") == "all" else "waiting"
    after = visit.GET.get("after", "")
    found = queries.mails(visit.actor, waiting=view == "waiting", after=after)
    here = f"{reverse('console:mails')}?view={view}"
    return page(
        visit,
        "console/mails.html",
        view=view,
        waiting=queries.count_waiting(),
        rows=found.mails,
        newer_url=here if after else "",
        older_url=f"{here}&after={found.after}" if found.after else "",
    )


@reads
def mail(visit: Visit, mail: int) -> HttpResponse:
    return _show(visit, queries.mail_of(visit.actor, mail))


@acts
def take_in(visit: Visit, mail: int) -> HttpResponse:
    """A card of its own; the clocks count from when the letter came."""
    found = queries.mail_of(visit.actor, mail)

    def do(at: datetime) -> str:
        return actions.take_in_waiting(visit.actor, mail, _wanted(visit, found), at=at).number

    return _do(visit, found, TakeInForm(data=visit.POST), "take_in", do)


def _wanted(visit: Visit, found: Mail) -> Intake:
    said = visit.POST.get
    late = _("Came by mail; looked at by a person first") if visit.now - found.received_at > LATE else ""
    return Intake(
        channel="fax" if found.is_fax else "mail",
        text=said("text", ""),
        kind=said("kind", ""),
        impact=said("impact", ""),
        urgency=said("urgency", ""),
        hospital_id=number_of(visit.POST, "hospital"),
        caller_name=found.sender_name[:64],
        contacted_at=found.received_at,
        late_because=late,
        uploads=actions.files_of(found),
        shows_patient=actions.shows_of(found),
    )


@acts
def attach(visit: Visit, mail: int) -> HttpResponse:
    found = queries.mail_of(visit.actor, mail)
    form, number = AttachForm(data=visit.POST), visit.POST.get("number", "")
    return _do(visit, found, form, "attach", lambda at: actions.attach_waiting(visit.actor, mail, number, at=at).number)


@acts
def discard(visit: Visit, mail: int) -> HttpResponse:
    found = queries.mail_of(visit.actor, mail)
    words = visit.POST.get("words", "")

    def do(at: datetime) -> str:
        actions.discard(visit.actor, mail, words, at=at)
        return ""

    return _do(visit, found, DiscardForm(data=visit.POST), "discard", do)


@acts
def bring_back(visit: Visit, mail: int) -> HttpResponse:
    actions.bring_back(visit.actor, mail, at=visit.now)
    messages.success(visit, _("It waits again."))
    return redirect("console:mail", mail)


def _do(visit: Visit, mail: Mail, form: forms.Form, name: str, act: Callable[[datetime], str]) -> HttpResponse:
    """Carry it out; then to the card, or back to what still waits."""
    try:
        number = act(visit.now)
    except Refused as refused:
        if of_the_person(refused):
            raise
        return _show(visit, mail, status=status_of(refused), **{name: refuse(form, refused)})
    if number:
        messages.success(visit, _("The letter is on %(number)s.") % {"number": number})
        return redirect("console:card", number)
    messages.success(visit, _("Let go, on record."))
    return redirect("console:mails")


def _show(visit: Visit, mail: Mail, status: int = 200, **tried: forms.Form) -> HttpResponse:
    whole = actions.whole_of(mail, mail.text)
    sender = sender_of(mail.fax_number) if mail.is_fax else None
    usual = {"kind": "incident", "impact": "department", "urgency": "limited", "text": whole}
    usual |= {"hospital": str(sender.hospital.pk)} if sender else {}
    take: Any = tried.get("take_in") or TakeInForm(initial=usual)
    take.offer([(str(each.pk), each.name) for each in hospitals_for(visit.actor)])
    return page(
        visit,
        "console/mail.html",
        status=status,
        mail=mail,
        fax_hospital=sender.hospital if sender else None,
        take_in_form=take,
        attach_form=tried.get("attach") or AttachForm(auto_id="id_attach_%s"),
        discard_form=tried.get("discard") or DiscardForm(auto_id="id_discard_%s"),
        opened=next(iter(tried), ""),
    )
