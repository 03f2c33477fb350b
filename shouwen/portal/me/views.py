"""One's own page: e-mail, phone, language, notices, second factor, tokens."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.people.actions import revoke_token
from shouwen.portal.frame.guard import acts, page, reads, reads_and_acts, who
from shouwen.ui import me as own
from shouwen.ui.door import Visit


@reads
def me(visit: Visit) -> HttpResponse:
    return _show(visit, 200, {})


@acts
def phone(visit: Visit) -> HttpResponse:
    status, forms = own.keep_phone(visit)
    return _show(visit, status, forms) if forms else redirect("portal:me")


@acts
def email(visit: Visit) -> HttpResponse:
    status, forms = own.keep_email(visit)
    return _show(visit, status, forms) if forms else redirect("portal:me")


@reads_and_acts
def tokens(visit: Visit) -> HttpResponse:
    status, found = own.tokens_context(visit)
    return page(visit, "portal/tokens.html", who(visit), status=status, **found)


@acts
def revoke(visit: Visit, token: int) -> HttpResponse:
    revoke_token(visit.actor, token, at=visit.now)
    messages.success(visit, _("The token no longer works."))
    return redirect("portal:tokens")


def _show(visit: Visit, status: int, forms: dict[str, Any]) -> HttpResponse:
    return page(visit, "portal/me.html", who(visit), status=status, **own.me_context(visit, **forms))
