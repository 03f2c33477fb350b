"""When the database or the disk is away or full: an answer that says so, asks to come again, and needs neither."""

import logging
import time
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.log import log_response

from shouwen.apps.ledger.trouble import Trouble
from shouwen.ui.resend import can_be_shown, resend

STATUS = {Trouble.AWAY: 503, Trouble.FULL: 507}
RETRY_AFTER = 10
# However many ask meanwhile, the log says it so seldom.
PAUSE = 5.0

log = logging.getLogger(__name__)


class Seldom:
    """May it be said now, or was it said a moment ago?"""

    def __init__(self) -> None:
        self._said = float("-inf")
        self._lock = Lock()

    def __call__(self) -> bool:
        now = time.monotonic()
        with self._lock:
            if now - self._said < PAUSE:
                return False
            self._said = now
            return True


may_say = Seldom()


def unavailable(request: HttpRequest, trouble: Trouble, error: BaseException) -> HttpResponse:
    """The page for 503 or 507, and one line in the log; Django's own would be a page of it for each request."""
    return noted(request, not_now(request, STATUS[trouble]), trouble, error)


def not_now(request: HttpRequest, status: int = 503) -> HttpResponse:
    """The page with what was typed, if it came from a page of ours."""
    # Nothing is there when the form itself could not be read: its file found no room on the way in.
    if can_be_shown(request) and request.POST:
        answer = resend(request, status)
    else:
        answer = render(request, "ui/error.html", {"status": status}, status=status)
    answer["Retry-After"] = str(RETRY_AFTER)
    return answer


def noted(request: HttpRequest, answer: HttpResponse, trouble: Trouble, error: BaseException) -> HttpResponse:
    """What Django believes to be logged it does not log again."""
    level = "warning" if may_say() else "debug"
    words = ("%s: %s", trouble, " ".join(str(error).split()))
    log_response(*words, response=answer, request=request, logger=log, level=level)
    return answer
