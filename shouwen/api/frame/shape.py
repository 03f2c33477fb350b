"""One shape for everything that goes wrong: {"error": {"code", "field", "message", "id"}}."""

import logging
from collections.abc import Mapping
from typing import NoReturn
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from pydantic import BaseModel

from shouwen.apps.ledger.trouble import trouble_of
from shouwen.policy.refusal import Refused
from shouwen.ui.door import status_of
from shouwen.ui.refusal_words import refusal_words
from shouwen.ui.unavailable import RETRY_AFTER, STATUS, noted

log = logging.getLogger("shouwen.api")

# What only this door says, by code.
SENTENCES: Mapping[str, Promise | str] = {
    "bad_request": gettext_lazy("The request cannot be understood."),
    "json_unreadable": gettext_lazy("The body cannot be read: {problem}."),
    "unauthorised": gettext_lazy("Send a valid token as “Authorization: Bearer …”."),
    "unsigned": gettext_lazy("The signature does not hold, or its time is over five minutes from ours."),
    "scope_missing": gettext_lazy("This token may not be used for that: it lacks the scope “{scope}”."),
    "forbidden": gettext_lazy("This is not open to you."),
    "absent": gettext_lazy("There is nothing here, or it is not yours."),
    "method_not_allowed": gettext_lazy("This method is not possible here."),
    "too_large": gettext_lazy("The request is larger than {limit_kb} kB."),
    "not_json": gettext_lazy("Send the body as application/json."),
    "too_many_requests": gettext_lazy("Too many requests in this minute. Please wait {seconds} seconds."),
    "field_missing": gettext_lazy("This field is needed."),
    "field_unknown": gettext_lazy("There is no such field."),
    "field_wrong": gettext_lazy("This is of another type, or out of range."),
    "unavailable": gettext_lazy("The server cannot work just now. Send the request again with the same key."),
    "no_room": gettext_lazy("The server has no room left; nothing was kept. Send the request again with the same key."),
    "server_error": gettext_lazy("Something went wrong on our side. Please tell us the id of this answer."),
}
CODES = {
    400: "bad_request",
    401: "unauthorised",
    403: "forbidden",
    404: "absent",
    405: "method_not_allowed",
    503: "unavailable",
    507: "no_room",
}


class Fault(BaseModel):
    """What went wrong. `message` is in the reader's language; `id` is what to tell us."""

    code: str
    field: str | None = None
    message: str
    id: str


class FaultOut(BaseModel):
    error: Fault


class Wrong(Exception):  # noqa: N818  like Refused: an answer
    """A request that this door turns away before any act is asked."""

    def __init__(self, status: int, code: str, field: str | None = None, **facts: object) -> None:
        super().__init__(code)
        self.status, self.code, self.field, self.facts = status, code, field, facts


def shaped(status: int, code: str, message: str, field: str | None = None) -> HttpResponse:
    fault = FaultOut(error=Fault(code=code, field=field, message=message, id=uuid4().hex[:16]))
    return JsonResponse(fault.model_dump(), status=status, json_dumps_params={"ensure_ascii": False})


def of_wrong(_request: HttpRequest, wrong: Wrong) -> HttpResponse:
    message = str(SENTENCES[wrong.code]).format(**wrong.facts)
    answer = shaped(wrong.status, wrong.code, message, wrong.field)
    if wrong.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="shouwen"'
    if wrong.status == 429:
        answer["Retry-After"] = str(wrong.facts["seconds"])
    return answer


def of_refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    """As every door answers it: 404 for what is not yours, else 403, 409, or 422 when a field is at fault."""
    if refused.code == "absent" and "field" not in refused.facts:
        return of_wrong(request, Wrong(404, "absent"))
    field = refused.facts.get("field")
    return shaped(status_of(refused), refused.code, refusal_words(refused), str(field) if field else None)


def of_status(request: HttpRequest, status: int) -> HttpResponse:
    """What Django turned away itself."""
    return of_wrong(request, Wrong(status, CODES.get(status, "server_error" if status >= 500 else "bad_request")))


def of_failure(request: HttpRequest, failure: Exception) -> HttpResponse:
    """The reader gets an id and nothing of our insides; the log has both. 503 or 507 when it is not our mistake."""
    trouble = trouble_of(failure)
    if trouble:
        answer = of_status(request, STATUS[trouble])
        answer["Retry-After"] = str(RETRY_AFTER)
        return noted(request, answer, trouble, failure)
    answer = of_wrong(request, Wrong(500, "server_error"))
    log.error("API failure %s %s: %s", request.method, request.path, answer.content.decode(), exc_info=failure)
    return answer


def unreadable(problem: str, field: str | None = None) -> NoReturn:
    """400: the body is no JSON that can be taken."""
    raise Wrong(400, "json_unreadable", field, problem=problem)
