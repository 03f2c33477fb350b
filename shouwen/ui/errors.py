"""Error pages: what happened, what was kept, what to do."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwen.apps.ledger.trouble import trouble_of
from shouwen.ui.resend import can_be_shown, resend
from shouwen.ui.unavailable import unavailable


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "ui/error.html", {"status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the error is handled, wherever it came up: in a view, or in what stands before it."""
    error = sys.exception()
    trouble = trouble_of(error)
    return unavailable(request, trouble, error) if error and trouble else _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token is gone with the session: what was typed is shown again, if it came from a page of ours."""
    return resend(request) if can_be_shown(request) else _page(request, 403)
