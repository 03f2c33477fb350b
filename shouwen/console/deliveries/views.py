"""Letters that failed for good, and those that wait while delivery is suspended."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shouwen.apps.automation.reactions import CHANNEL as RULES
from shouwen.apps.notices.addresses import Addressee, addressees
from shouwen.apps.notices.kinds import Kind
from shouwen.apps.notices.labels import KINDS
from shouwen.apps.outbox import actions, queries
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.webhooks.actions.sending import CHANNEL as WEBHOOK
from shouwen.apps.webhooks.queries import receivers
from shouwen.console.frame.guard import acts, page, reads
from shouwen.policy.refusal import Refused
from shouwen.ui.door import Visit


@reads
def deliveries(visit: Visit) -> HttpResponse:
    """Newest first: what kind, to whom, how often tried, the last error, since when."""
    if not actions.may_tend(visit.actor):
        raise Refused("not_your_role", act="deliveries")
    after = visit.GET.get("after", "")
    found = queries.untended(after)
    people = addressed(found.deliveries)
    here = reverse("console:deliveries")
    return page(
        visit,
        "console/deliveries.html",
        suspended=queries.suspended(),
        resting=queries.resting(),
        unknown=queries.unknown(),
        rows=[
            {"letter": each, "to": people.get(each.pk), "kind": kind_of(people.get(each.pk), each.channel)}
            for each in found.deliveries
        ],
        export_url=reverse("console:deliveries_sheet"),
        newer_url=here if after else "",
        older_url=f"{here}?after={found.after}" if found.after else "",
    )


@acts
def try_again(visit: Visit, delivery: int) -> HttpResponse:
    actions.try_again(visit.actor, delivery, at=visit.now)
    messages.success(visit, _("It will be sent again within seconds."))
    return redirect("console:deliveries")


@acts
def give_up(visit: Visit, delivery: int) -> HttpResponse:
    actions.give_up(visit.actor, delivery, at=visit.now)
    messages.success(visit, _("Given up, on record."))
    return redirect("console:deliveries")


def addressed(deliveries: Sequence[Delivery]) -> Mapping[int, Addressee]:
    """To whom each was to go: a person by letter, or a program by its host."""
    called = {
        pk: Addressee(each.name or _("The vendor's own"), each.host, WEBHOOK, each.number)
        for pk, each in receivers(deliveries).items()
    }
    return {**addressees(deliveries), **called}


def kind_of(to: Addressee | None, channel: str) -> str:
    if channel == WEBHOOK:
        return _("Webhook")
    if channel == RULES:
        return pgettext("room", "Rules")
    return str(KINDS[Kind(to.kind)]) if to is not None and to.kind in set(Kind) else channel
