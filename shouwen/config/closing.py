"""A server that was told to stop finishes what has begun; what still waits is turned away before it does anything."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from shouwen.ui.unavailable import not_now

# Shorter than the last resort of the server, which lets go of whoever is still there.
GRACE = 1.0


@dataclass
class Closing:
    """Of this process."""

    closed_at: float = float("inf")

    def begin(self) -> None:
        """A signal handler may call it."""
        self.closed_at = min(self.closed_at, time.monotonic() + GRACE)

    def is_over(self) -> bool:
        return time.monotonic() >= self.closed_at


CLOSING = Closing()


class ClosingMiddleware:
    """Stands behind the language and before whatever touches the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return not_now(request) if CLOSING.is_over() else self.get_response(request)
