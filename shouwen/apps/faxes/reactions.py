"""What follows a letter of the gateway: a card, when the number is one hospital's; or what became of a fax of ours."""

from datetime import datetime, timedelta

from django.conf import settings

from shouwen.apps.channels.actions import files_of, whole_of
from shouwen.apps.channels.actions.quarantine import let_wait, take_in_by_itself
from shouwen.apps.channels.fax.gateway import result_in
from shouwen.apps.channels.models import Mail
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.faxes import sender_of
from shouwen.apps.duty.queries import SERVICE_CENTRE, on_duty
from shouwen.apps.faxes import events
from shouwen.apps.faxes.actions import hear_result
from shouwen.apps.faxes.models import FaxIn
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.actions import Faxed, report_by_fax
from shouwen.policy.fax import MOST_AN_HOUR
from shouwen.policy.mail_intake import Fate
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM


def mail_came(event: Event) -> None:
    """Every fax is in the list of faxes, whatever becomes of it."""
    if event.data["fate"] not in {Fate.FAX, Fate.FAX_RESULT, Fate.QUARANTINE}:
        return
    mail = Mail.objects.get(pk=event.subject_id)
    if mail.fate == Fate.FAX_RESULT:
        _result(mail, event.at)
    elif mail.is_fax:
        fax = FaxIn.objects.create(
            number=mail.fax_number,
            pages=mail.fax_pages,
            received_at=mail.received_at,
            mail=mail,
            recorded_at=event.at,
            submission=f"mail:{mail.pk}",
        )
        if mail.fate == Fate.FAX:
            _on_a_card(mail, fax, event.at)


def mail_on_a_card(event: Event) -> None:
    """A person has put it on a card."""
    fax = FaxIn.objects.filter(mail=event.subject_id).select_related("mail__ticket").first()
    if fax is None or fax.mail is None or fax.mail.ticket is None:
        return
    fax.ticket = fax.mail.ticket
    fax.save(update_fields=["ticket"])
    events.came(fax.ticket, fax, SYSTEM, event.at)


def _on_a_card(mail: Mail, fax: FaxIn, at: datetime) -> None:
    sender, keeper = sender_of(fax.number), on_duty(SERVICE_CENTRE, at)
    hour = FaxIn.objects.filter(number=fax.number, received_at__gt=at - timedelta(hours=1)).exclude(pk=fax.pk)
    if sender is None or keeper is None:
        let_wait(mail, "fax_unknown" if sender is None else "fax_nobody")
    elif hour.count() >= MOST_AN_HOUR:
        let_wait(mail, "too_many")
    elif not mail.files.exists():
        let_wait(mail, "fax_no_page")
    else:
        said = Faxed(sender, whole_of(mail, mail.text), files_of(mail), actor_of(keeper))
        try:
            card = report_by_fax(said, at=at, submission=f"fax-{mail.fingerprint[:40]}")
        except Refused as refused:
            let_wait(mail, refused.code)
            return
        take_in_by_itself(mail, card)
        fax.ticket = card
        fax.save(update_fields=["ticket"])
        events.came(card, fax, SYSTEM, at)


def _result(mail: Mail, at: datetime) -> None:
    gateway = settings.FAX
    result = result_in(gateway, (mail.subject, mail.text)) if gateway is not None else None
    if result is None or not hear_result(mail.fax_key, result, at=at):
        mail.state = Mail.State.WAITING
        mail.save(update_fields=["state"])
        let_wait(mail, "fax_unclear" if result is None else "fax_not_ours")
