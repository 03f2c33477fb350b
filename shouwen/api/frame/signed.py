"""Who may tell without a token: a program that signs, by the Standard Webhooks scheme, now and not later."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from shouwen.api.frame.bearer import check_size
from shouwen.api.frame.shape import Wrong
from shouwen.apps.outbox.signing import is_signed
from shouwen.policy.roles import SYSTEM
from shouwen.policy.signals import FRESH

SIGNATURE = "Webhook-Signature"
# A shorter secret opens nothing.
FEWEST = 24
HEADERS = [
    {
        "in": "header",
        "name": name,
        "required": True,
        "description": told,
        "schema": {"type": "string", "maxLength": 256},
    }
    for name, told in (
        ("Webhook-Id", "Names this telling; the same id again changes nothing."),
        ("Webhook-Timestamp", "Seconds since 1970, within five minutes of the server's."),
        (SIGNATURE, "`v1,` and the base64 of HMAC-SHA256 of `id.timestamp.body`."),
    )
]


def check_signed(request: HttpRequest, keys: Iterable[bytes]) -> None:
    """401 unless one of the signatures holds under one of these secrets, and its time is within five minutes of ours.

    What was taken once is known by its id, so that a request that is sent again within its time changes nothing.
    """
    check_size(request)
    now = timezone.now()
    event, stamp = request.headers.get("Webhook-Id", ""), request.headers.get("Webhook-Timestamp", "")
    told = request.headers.get(SIGNATURE, "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12) or not 0 < len(event) <= 64:
        raise Wrong(401, "unsigned")
    if abs(now.timestamp() - int(stamp)) > FRESH.total_seconds():
        raise Wrong(401, "unsigned")
    if not is_signed(keys, told, event, stamp, request.body):
        raise Wrong(401, "unsigned")
    call: Any = request
    call.actor, call.now = SYSTEM, now
