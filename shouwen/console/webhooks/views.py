"""Webhooks: the endpoints, each one's page, and the acts on it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shouwen.apps.webhooks import actions
from shouwen.console.frame.guard import acts, page, reads_and_acts
from shouwen.ui import webhooks as own
from shouwen.ui.door import Visit


@reads_and_acts
def webhooks(visit: Visit) -> HttpResponse:
    """The list; after a new one its own page, with the secret that is shown this once."""
    status, found, made = own.webhooks(visit)
    template = "console/webhooks.html" if made is None else "console/webhook.html"
    return page(visit, template, status=status, **found)


@reads_and_acts
def webhook(visit: Visit, endpoint: int) -> HttpResponse:
    status, found = own.webhook(visit, endpoint)
    if found is None:
        return redirect("console:webhook", endpoint)
    return page(visit, "console/webhook.html", status=status, **found)


@acts
def secret(visit: Visit, endpoint: int) -> HttpResponse:
    """A new secret, shown this once."""
    return page(visit, "console/webhook.html", **own.new_secret(visit, endpoint))


@acts
def switch_on(visit: Visit, endpoint: int) -> HttpResponse:
    own.carry_out(visit, actions.switch_on, endpoint, done=_("It is told from now on."))
    return redirect("console:webhook", endpoint)


@acts
def switch_off(visit: Visit, endpoint: int) -> HttpResponse:
    own.carry_out(visit, actions.switch_off, endpoint, done=_("It is told nothing more."))
    return redirect("console:webhook", endpoint)


@acts
def ping(visit: Visit, endpoint: int) -> HttpResponse:
    soon = _("A test is on its way. Load this page again in a few seconds to see how it went.")
    own.carry_out(visit, actions.ping, endpoint, done=soon)
    return redirect("console:webhook", endpoint)


@acts
def resend(visit: Visit, endpoint: int, sending: int) -> HttpResponse:
    own.carry_out(visit, actions.resend, endpoint, sending, done=_("It will be sent again within seconds."))
    return redirect("console:webhook", endpoint)


@acts
def remove(visit: Visit, endpoint: int) -> HttpResponse:
    own.carry_out(visit, actions.remove_endpoint, endpoint, done=_("It is removed."))
    return redirect("console:webhooks")
