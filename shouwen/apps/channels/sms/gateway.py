"""Handing one short message over."""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shouwen.apps.channels.sms.server import Gateway
from shouwen.apps.outbox import outbound
from shouwen.apps.outbox.channels import ChannelDown, Failed, Rejected

SECONDS = 8.0
TOO_MANY = 429


@dataclass(frozen=True)
class Text:
    phone: str
    template: str
    variables: Mapping[str, str]


def post(gateway: Gateway, text: Text, key: str, at: datetime) -> None:
    """Send; `key` lets the other side know a second copy. Raises what `outbox.channels` knows."""
    said = {"id": key, "phone": text.phone, "template": text.template, "variables": dict(text.variables)}
    body = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    if gateway.path is not None:
        try:
            _append(gateway.path, body)
        except OSError as error:
            raise ChannelDown(f"{type(error).__name__}: {error}") from error
        return
    stamp = str(int(at.timestamp()))
    signed = hmac.new(gateway.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Timestamp": stamp, "X-Signature": signed}
    try:
        answer = outbound.send(gateway.url, body, headers, seconds=SECONDS)
    except outbound.OutboundError as failed:
        raise ChannelDown(failed.code) from None
    if answer.status == TOO_MANY or answer.status >= 500:
        raise Failed(f"{answer.status}")
    if not 200 <= answer.status < 300:
        raise Rejected(f"{answer.status}")


def _append(path: Path, body: bytes) -> None:
    """A line a message, whole or not at all."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, body + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
