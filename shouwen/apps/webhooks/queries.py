"""Endpoints, and what was sent to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shouwen.apps.outbox.actions import REVIVED
from shouwen.apps.outbox.destination import destination_of
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.webhooks.actions.sending import CHANNEL
from shouwen.apps.webhooks.models import Endpoint, Sending
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

PAGE = 20
# What an answer, or the lack of one, is called.
CODE = re.compile(r"[0-9a-z_]{1,24}")


def endpoints(actor: Actor) -> list[Endpoint]:
    """One's own, the newest first."""
    return list(Endpoint.objects.for_actor(actor).select_related("keeper").order_by("-pk"))


@dataclass(frozen=True)
class Sent:
    """One sending, and how it went. `answer`: `2xx`, `4xx`, or a word for what failed; "" while nobody has answered."""

    sending: Sending
    number: str
    delivery: Delivery
    answer: str
    may_resend: bool


@dataclass(frozen=True)
class Page:
    sent: Sequence[Sent]
    # The cursor of the next page, "" when this is the last one.
    after: str


def sent_to(endpoint: Endpoint, after: str = "", *, size: int = PAGE) -> Page:
    """Newest first. Three queries."""
    rows = endpoint.sendings.select_related("event").order_by("-pk")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: size + 1])
    shown = found[:size]
    deliveries = {each.key: each for each in Delivery.objects.filter(key__in=[each.key for each in shown])}
    cards = Ticket.objects.in_bulk([each.event.subject_id for each in shown if each.event])
    told = [
        Sent(
            sending=each,
            number=cards[each.event.subject_id].number if each.event else "",
            delivery=deliveries[each.key],
            answer=_answer(deliveries[each.key]),
            may_resend=deliveries[each.key].state in REVIVED,
        )
        for each in shown
    ]
    return Page(told, str(shown[-1].pk) if len(found) > size else "")


@dataclass(frozen=True)
class Receiver:
    """Of a delivery that did not go out: whose endpoint, at which host, about which card."""

    name: str
    host: str
    number: str


def receivers(deliveries: Sequence[Delivery]) -> Mapping[int, Receiver]:
    """By delivery; only of those that are ours. Two queries."""
    keys = {each.key: each.pk for each in deliveries if each.channel == CHANNEL}
    if not keys:
        return {}
    rows = list(Sending.objects.filter(key__in=keys).select_related("endpoint__hospital", "event"))
    cards = Ticket.objects.in_bulk([each.event.subject_id for each in rows if each.event])
    return {
        keys[each.key]: Receiver(
            each.endpoint.hospital.short_name if each.endpoint.hospital else "",
            host_of(each.endpoint),
            cards[each.event.subject_id].number if each.event else "",
        )
        for each in rows
    }


def host_of(endpoint: Endpoint) -> str:
    """The host alone: the rest of an address may be a secret of its owner."""
    try:
        return destination_of(endpoint.url).host
    except Refused:
        return "—"


def _answer(delivery: Delivery) -> str:
    """A code, never words: what broke on our side is not the keeper's to read."""
    if delivery.state == Delivery.State.SENT:
        return "2xx"
    code = delivery.last_error
    return code if not code or CODE.fullmatch(code) else "broken"
