"""Secrets of endpoints, and the signature by the Standard Webhooks scheme: HMAC-SHA256 of `id.timestamp.body`."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PREFIX = "whsec_"


def new_secret() -> str:
    """256 random bits, as the scheme writes them."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def seal(secret: str) -> str:
    """As it is kept."""
    return _cipher().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str | None:
    """None when it was kept under another signing key: then only a new secret helps."""
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def signature(keys: Iterable[str], delivery: str, timestamp: int, body: bytes) -> str:
    """One signature for each secret that is valid now."""
    told = f"{delivery}.{timestamp}.".encode() + body
    return " ".join(f"v1,{_signed(secret, told)}" for secret in keys)


def delivery_key(endpoint_id: int, event_id: int | str) -> str:
    """The same for the same event at the same endpoint, and without meaning to the reader."""
    told = f"webhook:{endpoint_id}:{event_id}".encode()
    return f"msg_{hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()[:40]}"


def _signed(secret: str, told: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"webhooks:{settings.SECRET_KEY}".encode()).digest()))
