"""What each door does before and after a view: who is asking, and how a refusal is answered."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from shouwen.apps.customers.access import actor_of
from shouwen.apps.people.models import User
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.ui.resend import can_be_shown, resend, typed_in
from shouwen.ui.whole_body import is_cut_off

P = ParamSpec("P")

# A person may not do this at all; anything else that is refused without a field is a matter of now.
NOT_ALLOWED = frozenset(
    {"not_your_role", "not_the_handler", "not_the_first_contact", "not_the_receiver", "not_your_shift"}
)


class Visit(HttpRequest):
    """A request of a signed-in person at one of the doors, at one instant."""

    actor: Actor
    user: User
    now: datetime
    htmx: HtmxDetails


View = Callable[Concatenate[Visit, P], HttpResponseBase]


def door(kind: str, *methods: str) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Let a staff or customer account through with these methods; anyone else finds nothing here (404)."""
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)

    def wrap(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _sign_in(request)
            if request.user.kind != kind:
                raise Http404
            if request.method not in allowed:
                return _not_allowed(request, allowed)
            visit: Any = request
            visit.GET, visit.POST = _without_nul(request.GET), _without_nul(request.POST)
            if request.method == "POST" and is_cut_off(request):
                return render(request, "ui/error.html", {"status": 400}, status=400)
            visit.actor = actor_of(request.user)
            visit.now = timezone.now()
            try:
                return view(visit, *args, **kwargs)
            except Refused as refused:
                return answer(request, refused)

        return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", guarded)

    return wrap


def _without_nul(said: QueryDict) -> QueryDict:
    """What was sent, without the one character that no database keeps and nobody means."""
    if not any("\x00" in value for values in said.lists() for value in values[1]):
        return said
    clean = said.copy()
    for name, values in said.lists():
        clean.setlist(name, [value.replace("\x00", "") for value in values])
    return clean


def of_the_person(refused: Refused) -> bool:
    """Not for him, or not there for him: the door's own page answers. Any other refusal leaves the form as it was."""
    return refused.code in NOT_ALLOWED or _is_absent(refused)


def _is_absent(refused: Refused) -> bool:
    return refused.code == "absent" and "field" not in refused.facts


def answer(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A refusal as a page: 404 for what is not yours, else 403, 409, or 422 when a field is at fault."""
    if _is_absent(refused):
        raise Http404
    status = status_of(refused)
    said = {"status": status, "refused": refused, "typed": typed_in(request)}
    return render(request, "ui/error.html", said, status=status)


def status_of(refused: Refused) -> int:
    """422 when a field is at fault, 403 when this person may not, 409 when not now."""
    if "field" in refused.facts:
        return 422
    return 403 if refused.code in NOT_ALLOWED else 409


def next_url(request: HttpRequest, otherwise: str) -> str:
    """Where a form wants to return to, if that is an address of our own."""
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return otherwise


def _not_allowed(request: HttpRequest, allowed: set[str]) -> HttpResponse:
    answer_ = render(request, "ui/error.html", {"status": 405}, status=405)
    answer_["Allow"] = ", ".join(sorted(allowed))
    return answer_


def _sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; as a whole page also when only a piece was asked for."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": resolve_url("account_login")})
    if can_be_shown(request):
        return resend(request)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
