"""Signing in: accounts are made by the vendor, never by the visitor; wrong tries are slowed down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from shouwen.apps.people.actions import change_password
from shouwen.apps.people.models import User
from shouwen.apps.people.passwords import LONGEST
from shouwen.config.sessions import OLD_PASSWORD


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """What is too long to be a password is none: not hashed, for a known account and an unknown one alike."""
        if len(str(credentials.get("password", ""))) > LONGEST:
            credentials["password"] = ""
        return super().authenticate(request, **credentials)

    def set_password(self, user: User, password: str) -> None:
        change_password(user, password, at=timezone.now())
        self.request.session.pop(OLD_PASSWORD, None)


def account_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name that is being tried, the same for the form and for the check behind it."""
    return str((credentials or {}).get("username") or request.POST.get("login", "")).strip().lower()


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    return render(request, "ui/locked_out.html", status=429)
