"""Who calls: the person behind the token, within its scope and its minute's allowance."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from shouwen.api.frame.shape import Wrong
from shouwen.apps.customers.access import actor_of
from shouwen.apps.people.access import token_of
from shouwen.apps.people.allowance import spend
from shouwen.apps.people.models import ApiToken, User
from shouwen.policy.roles import Actor


class Call(HttpRequest):
    """A request with a good token, at one instant."""

    actor: Actor
    user: User
    token: ApiToken
    now: datetime


class Bearer(HttpBearer):
    """A good token, or 401; in its scope, or 403; within its allowance, or 429; of bearable size, or 413."""

    def __call__(self, request: HttpRequest) -> Any:
        found = super().__call__(request)
        if found is None:
            raise Wrong(401, "unauthorised")
        return found

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        now = timezone.now()
        found = token_of(token, now)
        if found is None:
            return None
        scope = "read" if request.method == "GET" else "write"
        if scope not in found.scopes:
            raise Wrong(403, "scope_missing", scope=scope)
        seconds = spend(found, scope, now)
        if seconds:
            raise Wrong(429, "too_many_requests", seconds=seconds)
        check_size(request)
        call: Any = request
        call.actor, call.user, call.token, call.now = actor_of(found.user), found.user, found, now
        return found


def check_size(request: HttpRequest) -> None:
    """Before a byte of the body is read."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    limit = settings.API_UPLOAD_LIMIT if request.content_type == "multipart/form-data" else settings.API_BODY_LIMIT
    # A superscript two is a digit too, and no number.
    if not (told.isascii() and told.isdigit()) or len(told) > 19 or int(told) > limit:
        raise Wrong(413, "too_large", limit_kb=limit // 1024)
