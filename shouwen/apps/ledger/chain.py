"""How an event is hashed: canonical JSON of what happened, and the hash before it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64
_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode


def digest(
    *,
    subject: tuple[str, int],
    seq: int,
    at: datetime,
    actor: tuple[str, int | None],
    code: str,
    data: Mapping[str, object],
    prev: str,
) -> str:
    """SHA-256 over everything that the row says; equal rows give equal hashes on both databases."""
    row = {
        "subject": list(subject),
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": list(actor),
        "code": code,
        "data": data,
        "prev": prev,
    }
    return hashlib.sha256(_canonical(row).encode()).hexdigest()
