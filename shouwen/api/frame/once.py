"""Idempotency-Key: the same key, sent again with the same request, does nothing twice."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.shape import Wrong
from shouwen.apps.people.allowance import check_key, keep_key

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,128}")
Done = TypeVar("Done")


def once(call: Call, do: Callable[[str], Done]) -> Done:
    """Carry out an act with the key as its submission. Refused `key_reused` with another request (409)."""
    key = call.headers.get(HEADER)
    if key is None:
        raise Wrong(422, "field_missing", HEADER)
    if _KEY.fullmatch(key) is None:
        raise Wrong(422, "field_wrong", HEADER)
    digest = sha256(b"\n".join([str(call.method).encode(), call.path.encode(), call.body])).hexdigest()
    check_key(call.user, key, digest)
    # The act keeps only so many characters.
    done = do(f"api-{sha256(key.encode()).hexdigest()[:40]}")
    keep_key(call.user, key, digest, call.now)
    return done
