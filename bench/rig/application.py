"""The product's own application, and beside it one bare view of the same server: 50 rows by index, same templates."""

from typing import Any, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import override_settings
from django.urls import path

from shouwen.apps.tickets.models import Ticket
from shouwen.config import asgi
from shouwen.config.live.stream import Receive, Scope, Send

BARE = "/bare/"


def bare(request: HttpRequest) -> HttpResponse:
    rows = Ticket.objects.select_related("hospital").order_by("-pk")[:50]
    answer = render(request, "rows.html", {"rows": rows})
    answer["Content-Length"] = str(len(answer.content))
    return answer


urlpatterns = [path("bare/", bare)]


class BareHandler(WSGIHandler):
    """No middleware: no session, no reader, no policy."""

    def __init__(self) -> None:
        with override_settings(MIDDLEWARE=[]):
            super().__init__()

    def get_response(self, request: HttpRequest) -> Any:
        request.urlconf = __name__  # type: ignore[attr-defined]
        return super().get_response(request)


pages: Any = WSGIMiddleware(cast("WSGIApp", BareHandler()), workers=4)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http" and scope["path"] == BARE:
        await pages(scope, receive, send)
    else:
        await asgi.application(scope, receive, send)


def made() -> Any:
    """Asked for by each process."""
    return application
