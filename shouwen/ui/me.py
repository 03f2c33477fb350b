"""One's own page, the same at both doors: e-mail, phone, notices, tokens."""

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from shouwen.apps.notices.queries import preferences
from shouwen.apps.people.actions import ask_email, change_phone, issue_token
from shouwen.apps.people.queries import has_second_factor, tokens_of
from shouwen.apps.webhooks.access import may_have
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit, status_of
from shouwen.ui.faces.notice import preference_faces
from shouwen.ui.form_fields import refuse
from shouwen.ui.me_forms import EmailForm, PhoneForm, TokenForm


def me_context(visit: Visit, **forms: Any) -> dict[str, Any]:
    """What the page shows; a form that was refused stands in the place of the fresh one."""
    return {
        "email_form": EmailForm(initial={"email": visit.user.email}),
        "phone_form": PhoneForm(initial={"phone": visit.user.phone}),
        "preferences": preference_faces(preferences(visit.actor)),
        "email": visit.user.email,
        "second_factor": has_second_factor(visit.user),
        "may_have_webhooks": may_have(visit.actor),
    } | forms


def keep_phone(visit: Visit) -> tuple[int, dict[str, Any]]:
    """200 when it is kept; else the status and the form with the reason."""
    try:
        change_phone(visit.actor, visit.POST.get("phone", ""), at=visit.now)
    except Refused as refused:
        return status_of(refused), {"phone_form": refuse(PhoneForm(data=visit.POST), refused)}
    messages.success(visit, _("Saved."))
    return 200, {}


def keep_email(visit: Visit) -> tuple[int, dict[str, Any]]:
    """As `keep_phone`."""
    try:
        asked = ask_email(visit.actor, visit.POST.get("email", ""), at=visit.now)
    except Refused as refused:
        return status_of(refused), {"email_form": refuse(EmailForm(data=visit.POST), refused)}
    messages.success(
        visit, _("A letter is on its way. Open its link to confirm the address.") if asked else _("Saved.")
    )
    return 200, {}


def tokens_context(visit: Visit) -> tuple[int, dict[str, Any]]:
    """The tokens, and, after a new one, its secret: shown this once."""
    form, secret, status = TokenForm(), "", 200
    if visit.method == "POST":
        form = TokenForm(data=visit.POST)
        days = visit.POST.get("days", "")
        try:
            _token, secret = issue_token(
                visit.actor,
                visit.POST.get("name", ""),
                visit.POST.getlist("scopes"),
                int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0,
                at=visit.now,
            )
            form = TokenForm()
        except Refused as refused:
            refuse(form, refused)
            status = status_of(refused)
    tokens = [(token, token.expires_at <= visit.now) for token in tokens_of(visit.actor)]
    return status, {"form": form, "secret": secret, "tokens": tokens}
