"""Before and after everything under /api/: no cookies go in or out, and every refusal has the one shape."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from shouwen.api.frame.shape import of_status

PLACE = "/api/"


class EntryMiddleware:
    """The token alone says who calls: a browser's session and language do not count here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PLACE):
            return self.get_response(request)
        request.COOKIES = {}
        response = self.get_response(request)
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith("application/json"):
            with translation.override(getattr(request, "LANGUAGE_CODE", "zh-hans")):
                shaped = of_status(request, response.status_code)
            for name in ("Allow", "Retry-After"):
                if response.has_header(name):
                    shaped[name] = response[name]
            shaped["Content-Language"] = getattr(request, "LANGUAGE_CODE", "zh-hans")
            response = shaped
        response.cookies.clear()
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        response["Vary"] = "Authorization, Accept-Language"
        return response
