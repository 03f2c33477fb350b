"""A form with files that arrived only in part is no form: Django would leave the unfinished part out in silence."""

from typing import Any

from django.http import HttpRequest

MULTIPART = "multipart/form-data"
# The end of a body: its last boundary, and what may stand after it.
TAIL = 256


class Tailed:
    """A stream that remembers its end."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.tail = stream, b""

    def read(self, *size: int) -> bytes:
        return self._noted(self.stream.read(*size))

    def readline(self, *size: int) -> bytes:
        return self._noted(self.stream.readline(*size))

    def close(self) -> None:
        self.stream.close()

    def _noted(self, piece: bytes) -> bytes:
        self.tail = (self.tail + piece)[-TAIL:]
        return piece


def watch(request: HttpRequest) -> None:
    """Remember how the body of a form with files ends; before anybody reads it."""
    if request.content_type == MULTIPART:
        # Django reads a request through this, and has no other place to look over its shoulder.
        told: Any = request
        told._stream = told.tailed = Tailed(told._stream)


def is_cut_off(request: HttpRequest) -> bool:
    """Does the last boundary lack? Asked of a body that has been read."""
    tailed: Tailed | None = getattr(request, "tailed", None)
    if tailed is None:
        return False
    boundary = str((request.content_params or {}).get("boundary", "")).encode("ascii", "replace")
    return not boundary or not tailed.tail.rstrip().endswith(b"--" + boundary + b"--")
