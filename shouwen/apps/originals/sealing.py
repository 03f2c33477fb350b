"""AES-256-GCM under a key that is not in the database. Each key has an id; the first is used, the others still read."""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from shouwen.policy.refusal import Refused

SIZE = 32
NONCE = 12


def keys_of(said: str) -> Mapping[str, bytes]:
    """Keys as `id:base64` of 32 bytes, separated by commas, blanks or line ends; the first one seals.

    ValueError, without the key in it, for anything else.
    """
    found: dict[str, bytes] = {}
    for each in said.replace(",", " ").split():
        name, _colon, encoded = each.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not name or len(name) > 24 or len(key) != SIZE or name in found:
            raise ValueError(
                f"The key of originals “{name[:24]}” is not an id of its own, a colon and 32 bytes in base64"
            )
        found[name] = key
    return found


def keys_from(given: str, file: str, beside: Path) -> Mapping[str, bytes]:
    """From the environment, else from a file of its own, else from one beside the data, made on first need."""
    if given:
        return keys_of(given)
    path = Path(file) if file else beside
    if not file and not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"k1:{base64.b64encode(os.urandom(SIZE)).decode()}\n")
    return keys_of(path.read_text())


def current() -> str:
    """The id of the key that seals now."""
    return next(iter(_keys()))


def known() -> list[str]:
    """The ids of all keys that are here."""
    return list(_keys())


def seal(name: UUID, content: bytes, *, key: str = "") -> tuple[str, bytes]:
    """The key's id and the bytes as they are kept; they open only under their own name. `key`: another than the one
    in use."""
    key, nonce = key or current(), os.urandom(NONCE)
    return key, nonce + AESGCM(_keys()[key]).encrypt(nonce, content, _bound(name, key))


def unseal(name: UUID, key: str, sealed: bytes) -> bytes:
    """As it came. Refused: `original_key_missing` when nobody has this key here any more, or the bytes were changed."""
    secret = _keys().get(key)
    if secret is None:
        raise Refused("original_key_missing")
    try:
        return AESGCM(secret).decrypt(sealed[:NONCE], sealed[NONCE:], _bound(name, key))
    except InvalidTag:
        raise Refused("original_key_missing") from None


def _bound(name: UUID, key: str) -> bytes:
    return f"{name.hex}:{key}".encode()


def _keys() -> Mapping[str, bytes]:
    found: Mapping[str, bytes] = settings.ORIGINAL_KEYS
    return found
