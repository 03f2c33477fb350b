"""Secrets of programs, and the signature by the Standard Webhooks scheme: HMAC-SHA256 of `id.timestamp.body`."""

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
    return " ".join(sign(key_bytes(secret), delivery, str(timestamp), body) for secret in keys)


def key_bytes(secret: str) -> bytes:
    """The secret itself, of what the scheme writes."""
    return base64.b64decode(secret.removeprefix(PREFIX))


def sign(key: bytes, delivery: str, timestamp: str, body: bytes) -> str:
    """One signature, as the scheme writes it."""
    return f"v1,{_mac(key, f'{delivery}.{timestamp}.'.encode() + body)}"


def is_signed(keys: Iterable[bytes], told: str, delivery: str, timestamp: str, body: bytes) -> bool:
    """Does one of the signatures that were `told` hold under one of these secrets?"""
    right = [sign(key, delivery, timestamp, body).encode() for key in keys]
    said = [each.encode() for each in told.split()[:4]]
    return any(hmac.compare_digest(one, other) for one in right for other in said)


def delivery_key(endpoint_id: int, event_id: int | str) -> str:
    """The same for the same event at the same endpoint, and without meaning to the reader."""
    told = f"webhook:{endpoint_id}:{event_id}".encode()
    return f"msg_{hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()[:40]}"


def _mac(key: bytes, told: bytes) -> str:
    return base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"webhooks:{settings.SECRET_KEY}".encode()).digest()))
