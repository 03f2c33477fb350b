"""Who asks, looked up once a page: the session, the account and its roles, by questions that are compiled already.

A session ends when nobody has asked for anything for a while, and in any case some hours after the sign-in. A page that
waits for news asks for nothing: the live channel does not come by here.
"""

import contextlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from shouwen.apps.people.house_rules import house_rules
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import with_roles
from shouwen.apps.prepared import Prepared


class Limit(NamedTuple):
    idle: timedelta
    whole: timedelta


STAFF, CUSTOMER = Limit(timedelta(minutes=30), timedelta(hours=12)), Limit(timedelta(hours=1), timedelta(hours=24))
# How exactly the last request is kept: a busy reader does not write at every page.
SEEN_EVERY = timedelta(minutes=1)

# In a session: the password has to be changed before anything else. Where one may go all the same.
OLD_PASSWORD = "old_password"  # noqa: S105  a key
OPEN = ("/accounts/", "/language/", "/healthz", "/readyz", "/static/")
# Asked by a page that waits, not by somebody: it keeps nobody signed in.
WAITS = frozenset({"/console/calls/ringing/", "/console/conversations/desk/"})
PRESENCE = re.compile(r"/(?:console|portal)/conversations/\d+/presence/")

_SESSION = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    # The row's own end, as it was read.
    ends_at: datetime | None = None

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.ask(key=self.session_key or "", now=timezone.now())
        if not found:
            self._session_key = None
            return None
        self.ends_at = found[0].expire_date
        return found[0]

    def save(self, must_create: bool = False) -> None:
        """The first time that somebody is signed in, note when and how strictly he is watched."""
        if SESSION_KEY in self and "began" not in self:
            person, now = User.objects.get(pk=self[SESSION_KEY]), timezone.now()
            self["began"], self["customer"] = now.timestamp(), person.kind == User.Kind.CUSTOMER
            if house_rules(now).passwords.is_old(person.password_since, now):
                self[OLD_PASSWORD] = True
        super().save(must_create)

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        if "began" not in self:
            return super().get_expiry_date(**kwargs)
        limit = CUSTOMER if self["customer"] else STAFF
        began = datetime.fromtimestamp(self["began"], timezone.get_current_timezone())
        return min(timezone.now() + limit.idle, began + limit.whole)

    def keep_alive(self) -> None:
        """Somebody asked for something: the idle time begins anew. Only if nobody has ended the session meanwhile."""
        if self.ends_at is None or "began" not in self:
            return
        later = self.get_expiry_date()
        if later - self.ends_at >= SEEN_EVERY:
            Session.objects.filter(pk=self.session_key, expire_date=self.ends_at).update(expire_date=later)


class SeenMiddleware:
    """Whoever works is not signed out; whose password is too old changes it first.

    A database that cannot write just now costs him that minute, not the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get(OLD_PASSWORD) and not request.path.startswith(OPEN):
            return redirect("account_change_password")
        response = self.get_response(request)
        session = request.session
        if request.path in WAITS or PRESENCE.fullmatch(request.path):
            return response
        if isinstance(session, SessionStore) and session.accessed and request.user.is_authenticated:
            with contextlib.suppress(OperationalError):
                session.keep_alive()
        return response


class Backend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: int) -> User | None:
        person = with_roles([user_id]).get(user_id)
        return person if person and self.user_can_authenticate(person) else None

    def user_can_authenticate(self, user: User) -> bool:
        return user.may_enter
