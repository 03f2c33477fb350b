"""A form that came without a session, or at a bad time: what was typed is shown again, so that nothing is lost."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECRETS = frozenset({"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "again"})
LONGEST = 30_000


def can_be_shown(request: HttpRequest) -> bool:
    """Only what our own page sent: a stranger's form is never given a fresh token."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return request.method == "POST" and urlsplit(origin).netloc == request.get_host()


def resend(request: HttpRequest, status: int = 401) -> HttpResponse:
    """The page with the fields as they were typed; 401: somebody has to sign in, 503 and 507: to wait."""
    fields = [(name, value[:LONGEST]) for name, value in request.POST.items() if name not in SECRETS]
    context = {"fields": fields, "address": request.get_full_path(), "status": status}
    return render(request, "ui/resend.html", context, status=status)
