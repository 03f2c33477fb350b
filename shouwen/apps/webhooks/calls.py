"""One sending, made when it is sent: for whoever may hear it at that moment, signed, by the one way out."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from shouwen.apps.outbox import outbound
from shouwen.apps.outbox.channels import Failed, Later, Rejected, Withdrawn
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.outbox.signing import signature
from shouwen.apps.tickets.events import Code
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.webhooks.access import is_kept, may_hear
from shouwen.apps.webhooks.actions.secret import secrets_at
from shouwen.apps.webhooks.actions.switch import give_up_endpoint
from shouwen.apps.webhooks.kinds import FACTS, PING
from shouwen.apps.webhooks.models import Endpoint, Sending

SECONDS = 5.0
FIRST_REST = timedelta(minutes=1)
LONGEST_REST = timedelta(hours=1)
GONE = 410
TOO_MANY = 429


def send(delivery: Delivery) -> None:
    """Send one. Raises what `outbox.channels` knows; errors are classes (`4xx`, `timeout`), never words of others."""
    now = timezone.now()
    rows = Sending.objects.select_related("endpoint__keeper", "event")
    sending = rows.filter(key=delivery.key).first()
    if sending is None or sending.endpoint.removed_at is not None or not is_kept(sending.endpoint):
        raise Withdrawn("not_kept")
    endpoint = sending.endpoint
    body = _body(sending)
    if sending.kind != PING and endpoint.rests_until is not None and now < endpoint.rests_until:
        raise Later(endpoint.rests_until)
    keys = secrets_at(endpoint, now)
    if not keys:
        raise Rejected("secret_unreadable")
    stamp = int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "Webhook-Id": delivery.key,
        "Webhook-Timestamp": str(stamp),
        "Webhook-Signature": signature(keys, delivery.key, stamp, body),
    }
    try:
        answer = outbound.send(endpoint.url, body, headers, seconds=SECONDS)
    except outbound.OutboundError as failed:
        _failed(endpoint, now, rests=True)
        if failed.code == "forbidden":
            raise Rejected(failed.code) from None
        raise _once_more(sending)(failed.code) from None
    _judge(sending, answer, now)


def _once_more(sending: Sending) -> type[Failed] | type[Rejected]:
    """A test is tried once: its keeper waits before it, and nobody else's calls wait behind it."""
    return Rejected if sending.kind == PING else Failed


def _judge(sending: Sending, answer: outbound.Answer, now: datetime) -> None:
    endpoint = sending.endpoint
    if answer.status_class == "2xx":
        if endpoint.failures:
            _kept(endpoint).update(failing_since=None, failures=0, rests_until=None)
        return
    _failed(endpoint, now, rests=answer.status_class == "5xx" or answer.status == TOO_MANY)
    if answer.status == GONE:
        give_up_endpoint(endpoint.pk, Endpoint.Off.GONE, at=now)
        raise Rejected(answer.status_class)
    # Nobody is led elsewhere: the address that was given is the one that is called.
    if answer.status_class == "3xx":
        raise Rejected(answer.status_class)
    raise _once_more(sending)(answer.status_class)


def _failed(endpoint: Endpoint, now: datetime, *, rests: bool) -> None:
    """Count it; one that does not answer is left alone for longer and longer, and at last switched off."""
    since = endpoint.failing_since or now
    rest = min(FIRST_REST * 2 ** min(endpoint.failures, 10), LONGEST_REST)
    until = now + rest if rests else endpoint.rests_until
    _kept(endpoint).update(failing_since=since, failures=F("failures") + 1, rests_until=until)
    if now - since >= timedelta(days=settings.WEBHOOK_DAYS):
        give_up_endpoint(endpoint.pk, Endpoint.Off.FAILING, at=now)


def _kept(endpoint: Endpoint) -> Any:
    return Endpoint.objects.filter(pk=endpoint.pk)


def _body(sending: Sending) -> bytes:
    """Codes and numbers. The same sending always says the same."""
    if sending.event is None:
        told: dict[str, Any] = {"type": sending.kind, "timestamp": _instant(sending.at), "data": {}}
        return json.dumps(told, separators=(",", ":")).encode()
    event = sending.event
    ticket = Ticket.objects.filter(pk=event.subject_id).first()
    if ticket is None or sending.endpoint.off or not may_hear(sending.endpoint, event, ticket):
        raise Withdrawn("not_a_reader")
    facts = {name: event.data[name] for name in FACTS.get(Code(event.code), ()) if name in event.data}
    data = {
        "number": ticket.number,
        "hospital": ticket.hospital_id,
        "department": ticket.department_id,
        "by": event.actor_kind,
        **facts,
    }
    return json.dumps(
        {"type": event.code, "timestamp": _instant(event.at), "data": data}, separators=(",", ":")
    ).encode()


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
