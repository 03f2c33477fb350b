"""The way in: each to his own door, in his own language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shouwen.apps.people.actions import choose_language
from shouwen.policy.refusal import Refused
from shouwen.ui.door import answer, next_url


@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, the console, or the portal."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return redirect("console:queue" if request.user.kind == "staff" else "portal:home")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose a language: kept with the person, or in a cookie for somebody who has not signed in."""
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        return answer(request, Refused("unknown_language", field="language"))
    response = redirect(next_url(request, "/"))
    if request.user.is_authenticated:
        choose_language(request.user, wanted, at=timezone.now())
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        wanted,
        max_age=365 * 86400,
        httponly=True,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response
