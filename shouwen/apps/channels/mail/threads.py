"""The card that a letter belongs to: by a signed address, or the id of a letter it answers, or that answers it."""

import re
from collections.abc import Iterable

from shouwen.apps.channels.models import Mail, Reference
from shouwen.apps.ledger.models import Event
from shouwen.apps.outbox.email import message_id
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket

KEY = re.compile(r"^<([^@<>]{1,120})@")


def card_of(number: str, references: Iterable[str]) -> Ticket | None:
    """The card of that number, else of the first letter known among these."""
    if number:
        return Ticket.objects.filter(number=number).first()
    ids = list(references)
    return _of_ours(ids) or _of_theirs(ids)


def card_of_an_answer(message_id: str) -> Ticket | None:
    """The card of a letter that answers this one and was delivered before it."""
    if not message_id:
        return None
    rows = Reference.objects.filter(message_id=message_id).exclude(mail__ticket=None).select_related("mail__ticket")
    answer = rows.order_by("pk").first()
    return answer.mail.ticket if answer else None


def _of_ours(ids: list[str]) -> Ticket | None:
    """An answer to a letter that we sent."""
    keys = [found[1] for each in ids if (found := KEY.match(each)) and message_id(found[1]) == each]
    for payload in Delivery.objects.filter(key__in=keys, channel="email").values_list("payload", flat=True):
        event = Event.objects.filter(pk=payload.get("event", 0), subject_kind=events.SUBJECT).first()
        if event is not None:
            return Ticket.objects.filter(pk=event.subject_id).first()
    return None


def _of_theirs(ids: list[str]) -> Ticket | None:
    """One more letter of a conversation that came in before."""
    mail = Mail.objects.filter(message_id__in=ids).exclude(ticket=None).select_related("ticket").order_by("-pk").first()
    return mail.ticket if mail else None
