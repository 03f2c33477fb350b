"""One fax to the gateway, as a letter with its pages."""

from collections.abc import Callable

from django.conf import settings

from shouwen.apps.faxes.models import FaxOut, FaxTry
from shouwen.apps.outbox.channels import NoRoute, Withdrawn
from shouwen.apps.outbox.email import Letter, post
from shouwen.apps.outbox.models import Delivery
from shouwen.policy.fax import Result, digits_of

Draw = Callable[[FaxOut], bytes]


def send(delivery: Delivery, draw: Draw) -> None:
    """Withdrawn when it was called off, or is known to have arrived. The gateway finds our name of the sending in the
    subject and as the letter's id, and gives one of them back."""
    rows = FaxTry.objects.select_related("fax__ticket__hospital", "fax__made_by")
    row = rows.filter(pk=delivery.payload["try"]).first()
    if row is None or row.fax.end or row.result != Result.WAITING:
        raise Withdrawn("not wanted any more")
    gateway = settings.FAX
    if gateway is None or not gateway.domain:
        raise NoRoute
    page = (f"{row.fax.ticket.number}.pdf", draw(row.fax), "application/pdf")
    to = f"{digits_of(row.fax.number)}@{gateway.domain}"
    post(Letter(to, f"FAX {delivery.key}", f"{row.fax.ticket.number}\n", files=(page,)), delivery.key)
