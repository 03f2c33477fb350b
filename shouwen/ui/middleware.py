"""What every answer has in common, whoever reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from shouwen.ui.whole_body import watch


class Utf8Middleware:
    """What is sent to us is UTF-8, whatever else it calls itself: a codec that the sender chose reads nothing here.

    It comes before anybody reads the body, and so has it watched to its end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding is not None:
            request.encoding = "utf-8"
        watch(request)
        return self.get_response(request)


class ReaderMiddleware:
    """The reader's own language before the browser's; pages with a person on them are never cached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response
