"""Who asks, looked up once a page: the session, the account and its roles, by questions that are compiled already."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from shouwen.apps.people.models import User
from shouwen.apps.people.queries import with_roles
from shouwen.apps.prepared import Prepared

_SESSION = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.ask(key=self.session_key or "", now=timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]


class Backend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: int) -> User | None:
        person = with_roles([user_id]).get(user_id)
        return person if person and self.user_can_authenticate(person) else None
