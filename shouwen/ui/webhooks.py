"""Webhooks, the same at both doors: a list with a form, and each endpoint's own page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shouwen.apps.webhooks import actions, kinds, queries
from shouwen.apps.webhooks.access import find, is_kept, may_have
from shouwen.apps.webhooks.actions.endpoint import Wanted
from shouwen.apps.webhooks.models import Endpoint
from shouwen.policy.refusal import Refused
from shouwen.ui.code_words import lazy_word
from shouwen.ui.door import Visit, of_the_person, status_of
from shouwen.ui.form_fields import refuse

Context = dict[str, Any]
# What most listen for, ticked at first.
USUAL = ("ticket.accepted", "ticket.replied", "ticket.resolved", "ticket.reopened", "ticket.closed")


class EndpointForm(forms.Form):
    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        widget=forms.URLInput({"placeholder": "https://", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Over https. It must answer within five seconds; nobody follows a redirect."),
    )
    description = forms.CharField(label=gettext_lazy("What it is for"), max_length=120, required=False)
    kinds = forms.MultipleChoiceField(label=gettext_lazy("Told of"), widget=forms.CheckboxSelectMultiple)


def webhooks(visit: Visit) -> tuple[int, Context, int | None]:
    """The list and the form for a new one; the id and the secret of the one just made."""
    if not may_have(visit.actor):
        raise Refused("absent")
    if visit.method != "POST":
        return 200, _list(visit, _form(visit, initial={"kinds": USUAL})), None
    try:
        made, secret = actions.add_endpoint(visit.actor, _wanted(visit), at=visit.now)
    except Refused as refused:
        return status_of(refused), _list(visit, refuse(_form(visit, data=visit.POST), refused)), None
    return 200, _whole(visit, made.pk, secret=secret), made.pk


def webhook(visit: Visit, endpoint: int) -> tuple[int, Context | None]:
    """One, as it is or with a refused change; None when a change was kept."""
    if visit.method != "POST":
        return 200, _whole(visit, endpoint)
    try:
        actions.change_endpoint(visit.actor, endpoint, _wanted(visit), at=visit.now)
    except Refused as refused:
        if of_the_person(refused):
            raise
        return status_of(refused), _whole(visit, endpoint, form=refuse(_form(visit, data=visit.POST), refused))
    messages.success(visit, _("Saved."))
    return 200, None


def new_secret(visit: Visit, endpoint: int) -> Context:
    _row, secret = actions.rotate_secret(visit.actor, endpoint, at=visit.now)
    return _whole(visit, endpoint, secret=secret)


def carry_out(visit: Visit, act: Callable[..., object], *ids: int, done: str) -> None:
    act(visit.actor, *ids, at=visit.now)
    messages.success(visit, done)


def _wanted(visit: Visit) -> Wanted:
    return Wanted(visit.POST.get("url", ""), visit.POST.get("description", ""), visit.POST.getlist("kinds"))


def _form(visit: Visit, **given: Any) -> EndpointForm:
    form = EndpointForm(**given)
    field = form.fields["kinds"]
    if isinstance(field, forms.MultipleChoiceField):
        offered = kinds.offered(of_vendor=visit.actor.is_staff)
        field.choices = [(code.value, lazy_word(code.value, "webhook_kind")) for code in offered]
    return form


def _list(visit: Visit, form: forms.Form) -> Context:
    rows = [(each, queries.host_of(each), is_kept(each)) for each in queries.endpoints(visit.actor)]
    return {"form": form, "rows": rows}


def _whole(visit: Visit, endpoint: int, *, form: forms.Form | None = None, secret: str = "") -> Context:
    found: Endpoint = find(visit.actor, endpoint)
    kept = {"url": found.url, "description": found.description, "kinds": found.kinds}
    after = visit.GET.get("after", "")
    page = queries.sent_to(found, after)
    return {
        "endpoint": found,
        "host": queries.host_of(found),
        "kept": is_kept(found),
        "form": form or _form(visit, initial=kept),
        "secret": secret,
        "old_until": found.old_until if found.old_until and found.old_until > visit.now else None,
        "sent": page.sent,
        "older": page.after,
        "newer": bool(after),
    }
