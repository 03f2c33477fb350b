"""The acts on faxes."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from shouwen.apps.customers.faxes import numbers_of, sender_of
from shouwen.apps.customers.queries import hospitals_for
from shouwen.apps.faxes import actions, queries
from shouwen.apps.faxes.models import FaxIn
from shouwen.apps.tickets.access import check
from shouwen.apps.tickets.actions.intake import LATE, LATEST, Intake
from shouwen.console.faxes.forms import LogFaxForm, MakeFaxForm, TryForm
from shouwen.console.frame.guard import acts, reads_and_acts
from shouwen.console.frame.sheet import Sheet, carry_out, choose, typed
from shouwen.policy.fax import Way
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit
from shouwen.ui.fields import amount_of, instant_of, number_of, past_instant_of
from shouwen.ui.patient_question import shows_of
from shouwen.ui.submission import submission_of

MINUTE = "%Y-%m-%dT%H:%M"


@reads_and_acts
def log(visit: Visit) -> HttpResponse:
    """A fax that came on paper."""
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="fax")
    start = {"received_at": _local(visit), "card": visit.GET.get("card", "")[:24]}
    form = LogFaxForm(data=typed(visit), files=visit.FILES or None, initial=start)
    houses = [(str(each.pk), each.name) for each in hospitals_for(visit.actor)]
    choose(form, "hospital", houses, empty=_("By its number"))
    here = reverse("console:faxes")
    note = gettext_lazy("The time is when it came: the clocks of a new card run from then.")
    sheet = Sheet("faxes", _("Write down a fax"), _("Keep it"), here, _("Faxes"), note, "bi-printer")
    return carry_out(visit, sheet, form, lambda: _log(visit), done=_("Written down."), made=_card_of)


def _card_of(fax: FaxIn) -> str:
    return reverse("console:card", args=[fax.ticket.number]) if fax.ticket else reverse("console:faxes")


def _log(visit: Visit) -> FaxIn:
    said = visit.POST.get
    card = said("card", "").strip()
    received, pages = past_instant_of(visit.POST, "received_at", days=LATEST.days), amount_of(visit.POST, "pages")
    if pages is None:
        raise Refused("text_missing", field="pages")
    came = actions.Received(
        number=said("number", ""),
        pages=pages,
        received_at=received,
        words=said("text", ""),
        card=card,
        new=None if card else _intake(visit, received),
        uploads=visit.FILES.getlist("uploads"),
        shows_patient=shows_of(visit.POST),
    )
    return actions.log_fax(visit.actor, came, at=visit.now, submission=submission_of(visit.POST))


def _intake(visit: Visit, came: datetime) -> Intake:
    said = visit.POST.get
    sender = sender_of(said("number", "")) if not said("hospital", "").strip() else None
    return Intake(
        channel="fax",
        text=said("text", ""),
        kind=said("kind", ""),
        impact=said("impact", ""),
        urgency=said("urgency", ""),
        hospital_id=sender.hospital.pk if sender else number_of(visit.POST, "hospital"),
        contact_id=sender.contact.pk if sender and sender.contact else None,
        caller_phone=said("number", ""),
        contacted_at=came,
        late_because=_("Came by fax; written down by a person") if visit.now - came > LATE else "",
        uploads=visit.FILES.getlist("uploads"),
        shows_patient=shows_of(visit.POST),
    )


@reads_and_acts
def make(visit: Visit, number: str) -> HttpResponse:
    """A fax to the hospital of a card."""
    ticket = check(visit.actor, number, Act.REPLY)
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="fax")
    known = numbers_of(ticket.hospital_id, ticket.campus_id, ticket.contact_id)
    start = {
        "number": known[0] if known else "",
        "receiver": ticket.contact.name if ticket.contact else ticket.caller_name,
        "language": get_language() if not ticket.contact or not ticket.contact.user else ticket.contact.user.language,
        "way": Way.GATEWAY.value if queries.has_gateway() else Way.HAND.value,
    }
    start["language"] = start["language"] or "zh-hans"
    form = MakeFaxForm(data=typed(visit), initial=start)
    if not queries.has_gateway():
        form.by_hand_only()
    here = reverse("console:card_faxes", args=[number])
    note = (
        ""
        if queries.has_gateway()
        else gettext_lazy("No gateway is set up: print it, send it, and say what became of it.")
    )
    sheet = Sheet("faxes", _("Make a fax"), _("Make it"), here, number, note, "bi-printer")

    def do() -> object:
        said = visit.POST.get
        wanted = actions.Wanted(
            number=said("number", ""),
            text=said("text", ""),
            receiver=said("receiver", ""),
            language=said("language", ""),
            way=said("way", ""),
        )
        return actions.make_fax(visit.actor, number, wanted, at=visit.now, submission=submission_of(visit.POST))

    return carry_out(visit, sheet, form, do, done=_("The fax is made."))


@reads_and_acts
def note_try(visit: Visit, fax: int) -> HttpResponse:
    """Sent by hand: when, and what became of it."""
    found = queries.find(visit.actor, fax)
    if not visit.actor.is_qualified:
        raise Refused("not_your_role", act="fax")
    number = found.ticket.number
    form = TryForm(data=typed(visit), initial={"sent_at": _local(visit)})
    here = reverse("console:card_faxes", args=[number])
    note = gettext_lazy("Arrived, it is a reply on the card from now on, under the name of whoever made it.")
    sheet = Sheet("faxes", _("What became of the fax"), _("Save"), here, number, note)

    def do() -> object:
        sent, key = instant_of(visit.POST, "sent_at"), submission_of(visit.POST)
        return actions.note_fax_try(visit.actor, fax, visit.POST.get("result", ""), sent, at=visit.now, submission=key)

    return carry_out(visit, sheet, form, do, done=_("Written down."))


@acts
def send_again(visit: Visit, fax: int) -> HttpResponse:
    number = queries.find(visit.actor, fax).ticket.number
    return _then(visit, number, lambda: actions.send_fax_again(visit.actor, fax, at=visit.now), _("It goes out again."))


@acts
def call_off(visit: Visit, fax: int) -> HttpResponse:
    number = queries.find(visit.actor, fax).ticket.number
    return _then(visit, number, lambda: actions.call_off_fax(visit.actor, fax, at=visit.now), _("Cancelled."))


def _then(visit: Visit, number: str, do: Callable[[], object], done: str) -> HttpResponse:
    do()
    messages.success(visit, done)
    return redirect("console:card_faxes", number)


def _local(visit: Visit) -> str:
    return timezone.localtime(visit.now).strftime(MINUTE)
