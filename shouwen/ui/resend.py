"""What was typed is shown again, so that nothing is lost: without a session, at a bad time, or refused as a whole."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECRETS = frozenset({"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "again"})
# What a page puts into a form by itself, not the reader.
UNSEEN = SECRETS | {"submission", "next", "language", "query"}
LONGEST = 30_000
_CODE = re.compile(r"[A-Za-z0-9_.:-]{0,24}")


def can_be_shown(request: HttpRequest) -> bool:
    """Only what our own page sent: a stranger's form is never given a fresh token."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return request.method == "POST" and urlsplit(origin).netloc == request.get_host()


def resend(request: HttpRequest, status: int = 401) -> HttpResponse:
    """The page with the fields as they were typed; 401: somebody has to sign in, 503 and 507: to wait."""
    fields = [(name, value[:LONGEST]) for name, value in request.POST.items() if name not in SECRETS]
    context = {"fields": fields, "address": request.get_full_path(), "status": status}
    return render(request, "ui/resend.html", context, status=status)


def typed_in(request: HttpRequest) -> list[str]:
    """The texts of a form that somebody wrote himself: no codes, no numbers, no secrets."""
    said = [(name, value) for name, values in request.POST.lists() if name not in UNSEEN for value in values]
    return [value[:LONGEST] for _name, value in said if not _CODE.fullmatch(value) and not value.isspace()]
