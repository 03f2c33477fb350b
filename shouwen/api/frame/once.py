"""Idempotency-Key: the same key, sent again with the same request, does nothing twice."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from shouwen.api.frame.bearer import Call
from shouwen.api.frame.shape import Wrong
from shouwen.apps.people.allowance import check_key, do_once, keep_key

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,128}")
Done = TypeVar("Done")


def once(call: Call, do: Callable[[str], Done], said: bytes | None = None) -> Done:
    """Carry out an act with the key as its submission. Refused `key_reused` with another request (409).

    `said`: what stands for the body, when that was read in parts.
    """
    key = _key(call)
    if key is None:
        raise Wrong(422, "field_missing", HEADER)
    digest = _digest(call, call.body if said is None else said)
    check_key(call.user, key, digest)
    # The act keeps only so many characters.
    done = do(f"api-{sha256(key.encode()).hexdigest()[:40]}")
    keep_key(call.user, key, digest, call.now)
    return done


def at_most_once(call: Call, do: Callable[[], object], said: bytes | None = None) -> None:
    """Carry out an act that keeps no submission; with a key never a second time. `said` as for `once`."""
    key = _key(call)
    if key is None:
        do()
    else:
        do_once(call.user, key, _digest(call, call.body if said is None else said), do, at=call.now)


def _key(call: Call) -> str | None:
    key: str | None = call.headers.get(HEADER)
    if key is not None and _KEY.fullmatch(key) is None:
        raise Wrong(422, "field_wrong", HEADER)
    return key


def _digest(call: Call, said: bytes) -> str:
    return sha256(b"\n".join([str(call.method).encode(), call.path.encode(), said])).hexdigest()
