"""A form that came without a session: what was typed is shown again, so that nothing is lost."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECRETS = frozenset({"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "again"})
LONGEST = 30_000


def can_be_shown(request: HttpRequest) -> bool:
    """Only what our own page sent: a stranger's form is never given a fresh token."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return request.method == "POST" and urlsplit(origin).netloc == request.get_host()


def resend(request: HttpRequest) -> HttpResponse:
    """The page with the fields as they were typed; 401, for somebody has to sign in."""
    fields = [(name, value[:LONGEST]) for name, value in request.POST.items() if name not in SECRETS]
    context = {"fields": fields, "address": request.get_full_path()}
    return render(request, "ui/resend.html", context, status=401)
