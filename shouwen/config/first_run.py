"""An empty house: a link, good for one use, that makes the first administrator."""

import secrets
from hashlib import sha256
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import Grant, User
from shouwen.policy.roles import SYSTEM, Role


def has_people() -> bool:
    return User.objects.exists()


def issue_token() -> str:
    """A new token; an older link stops working. Only its hash is kept, beside the data."""
    token = secrets.token_urlsafe(32)
    kept = _kept()
    kept.touch(mode=0o600)
    kept.write_text(_hash(token))
    return token


def _input(fills: str) -> forms.TextInput:
    return forms.TextInput({"autocomplete": fills})


def _secret() -> forms.PasswordInput:
    return forms.PasswordInput({"autocomplete": "new-password"})


class PasswordPair(forms.Form):
    password = forms.CharField(label=_("Password"), widget=_secret(), strip=False)
    again = forms.CharField(label=_("Password again"), widget=_secret(), strip=False)

    def clean(self) -> None:
        given = self.cleaned_data
        if {"password", "again"} <= given.keys() and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords differ."))


class FirstAdministrator(PasswordPair):
    name = forms.CharField(label=_("Name"), max_length=64, widget=_input("name"))
    username = forms.CharField(
        label=_("Account name"), max_length=150, validators=[User.username_validator], widget=_input("username")
    )
    field_order = ("name", "username", "password", "again")

    def clean(self) -> None:
        given = self.cleaned_data
        super().clean()
        if not {"password", "again"} <= given.keys():
            return
        try:
            validate_password(given["password"], User(username=given.get("username", ""), name=given.get("name", "")))
        except ValidationError as error:
            self.add_error("password", error)


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    if has_people() or not _opens(token):
        raise Http404
    form = FirstAdministrator(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        make_first_administrator(name=given["name"], username=given["username"], password=given["password"])
        return redirect("account_login")
    return render(request, "ui/setup.html", {"form": form}, status=422 if form.is_bound else 200)


@act
def make_first_administrator(*, name: str, username: str, password: str) -> User:
    """Whoever removes the token's file first has used it; nobody else can."""
    person = User(username=username, name=name, kind=User.Kind.STAFF)
    person.set_password(password)
    person.password_since = timezone.now()
    person.save()
    Grant.objects.create(user=person, role=Role.ADMIN)
    append(
        subject=("person", person.pk),
        actor=SYSTEM.ledger,
        code="person.made",
        at=timezone.now(),
        roles=[Role.ADMIN.value],
    )
    # Last, so that the link still works when the account could not be kept.
    try:
        _kept().unlink()
    except FileNotFoundError:
        raise Http404 from None
    return person


def _opens(token: str) -> bool:
    try:
        return secrets.compare_digest(_kept().read_text(), _hash(token))
    except FileNotFoundError:
        return False


def _kept() -> Path:
    directory: Path = settings.DATA
    return directory / "first-run"


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
