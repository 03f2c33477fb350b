"""Who may tell of calls without a token: an exchange that signs, by the Standard Webhooks scheme, now and not later."""

import base64
import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from shouwen.api.frame.bearer import check_size
from shouwen.api.frame.shape import Wrong
from shouwen.policy.roles import SYSTEM
from shouwen.policy.telephone import FRESH

FEWEST = 24


class Signed:
    """HMAC-SHA256 of `id.timestamp.body` with the secret that both know; the time within five minutes of ours.

    None without a signature, so that a token is asked for; 401 for one that does not hold. What was taken once is
    known by its id, so that a request that is sent again within its time changes nothing.
    """

    def __call__(self, request: HttpRequest) -> Any:
        told = request.headers.get("Webhook-Signature")
        if told is None:
            return None
        check_size(request)
        now = timezone.now()
        event, stamp = request.headers.get("Webhook-Id", ""), request.headers.get("Webhook-Timestamp", "")
        secret = settings.CALLS_SECRET
        if len(secret) < FEWEST or not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
            raise Wrong(401, "unauthorised")
        if abs(now.timestamp() - int(stamp)) > FRESH.total_seconds():
            raise Wrong(401, "unauthorised")
        right = sign(secret, event, stamp, request.body)
        if not any(hmac.compare_digest(right.encode(), each.encode()) for each in told.split()[:4]):
            raise Wrong(401, "unauthorised")
        call: Any = request
        call.actor, call.now = SYSTEM, now
        return True


def sign(secret: str, event: str, stamp: str, body: bytes) -> str:
    told = f"{event}.{stamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret.encode(), told, hashlib.sha256).digest()).decode()
