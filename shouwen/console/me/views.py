"""One's own page: e-mail, phone, language, out of office, notices, second factor, tokens."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.people.actions import revoke_token
from shouwen.apps.people.queries import planned_absences, qualified_staff
from shouwen.console.frame.absence import announce
from shouwen.console.frame.guard import acts, page, reads, reads_and_acts
from shouwen.ui import me as own
from shouwen.ui.door import Visit
from shouwen.ui.me_forms import AbsenceForm


@reads
def me(visit: Visit) -> HttpResponse:
    return _show(visit, 200, {})


@acts
def phone(visit: Visit) -> HttpResponse:
    status, forms = own.keep_phone(visit)
    return _show(visit, status, forms) if forms else redirect("console:me")


@acts
def email(visit: Visit) -> HttpResponse:
    status, forms = own.keep_email(visit)
    return _show(visit, status, forms) if forms else redirect("console:me")


@acts
def absence(visit: Visit) -> HttpResponse:
    """Out of office, from a day until a day."""
    status, form = announce(visit, visit.user.pk)
    return _show(visit, status, {"absence_form": form}) if form else redirect("console:me")


@reads_and_acts
def tokens(visit: Visit) -> HttpResponse:
    status, found = own.tokens_context(visit)
    return page(visit, "console/tokens.html", status=status, **found)


@acts
def revoke(visit: Visit, token: int) -> HttpResponse:
    revoke_token(visit.actor, token, at=visit.now)
    messages.success(visit, _("The token no longer works."))
    return redirect("console:tokens")


def _show(visit: Visit, status: int, forms: dict[str, Any]) -> HttpResponse:
    form = forms.pop("absence_form", None) or AbsenceForm()
    form.offer(qualified_staff(), visit.user.pk)
    return page(
        visit,
        "console/me.html",
        status=status,
        absence_form=form,
        absences=planned_absences(visit.user.pk, visit.now),
        **own.me_context(visit, **forms),
    )
