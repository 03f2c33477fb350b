"""The second factor: wrong codes are counted and locked like wrong passwords, a code works once, some roles need it."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from axes.handlers.proxy import AxesProxyHandler
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from shouwen.apps.people.models import User

# Where somebody may go who still has to set it up.
OPEN = ("/accounts/", "/language/", "/healthz", "/readyz", "/static/")


def needs_it(user: User) -> bool:
    """Has this person a role that must have a second factor?"""
    return bool(settings.MFA_ROLES) and user.grants.filter(role__in=settings.MFA_ROLES).exists()


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted with a key made from the signing key; what is refused is said in our own words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or it was used before. Wait for the next one."),
        "cannot_delete_authenticator": _("Your role needs a second factor: it cannot be turned off."),
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not needs_it(authenticator.user)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Letters go by the outbox alone."""


class _Counted:
    """A form for a code: locked with the password, and each code of the authenticator works once."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        request = context.request
        if not AxesProxyHandler.is_allowed(request, {"username": self.user.username}):
            request.axes_locked_out = True
            raise context_error()
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not _first_use(self.authenticator, code):
            self._emit_authentication_failed(self.authenticator)
            raise context_error()
        return code

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        user_login_failed.send(sender=__name__, credentials={"username": self.user.username}, request=context.request)


class CodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgainForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    pass


class RequiredMiddleware:
    """Whoever must have a second factor sets it up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.MFA_ROLES
            and not request.path.startswith(OPEN)
            and request.user.is_authenticated
            and needs_it(request.user)
            and not Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
        ):
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def context_error() -> Exception:
    error: Exception = Adapter().validation_error("incorrect_code")
    return error


def _first_use(authenticator: Authenticator, code: str) -> bool:
    """Remember the step of time that the code stands for; an earlier or the same step is refused."""
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret, given = decrypt(row.data["secret"]), normalize_user_code(code)
        steps = totp.yield_hotp_counters_from_time()
        fits = [step for step in steps if totp.format_hotp_value(totp.hotp_value(secret, step)) == given]
        if not fits or fits[-1] <= row.data.get("step", 0):
            return False
        row.data["step"] = fits[-1]
        row.save(update_fields=["data"])
        return True


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor:{settings.SECRET_KEY}".encode()).digest()))
