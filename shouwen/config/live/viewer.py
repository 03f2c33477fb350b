"""Who opens a stream: his session is read as a page would read it, and let go of at once."""

from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest

from shouwen.apps.customers.access import actor_of
from shouwen.apps.people.models import User
from shouwen.policy.roles import Actor


def viewer_of(cookies: str) -> Actor | None:
    """The actor behind a Cookie header, or None. Closes its database connection, which no stream may keep."""
    try:
        jar = SimpleCookie(cookies)
    except CookieError:
        return None
    if settings.SESSION_COOKIE_NAME not in jar:
        return None
    request = HttpRequest()
    request.session = SessionStore(jar[settings.SESSION_COOKIE_NAME].value)
    try:
        user = get_user(request) if request.session.get(SESSION_KEY) else None
        return actor_of(user) if isinstance(user, User) and user.is_active else None
    finally:
        connection.close()
