"""What follows when an agreement covers days that are past, and when a hospital has confirmed a quote."""

from datetime import date

from shouwen.apps.agreements.models import Line
from shouwen.apps.billing.models import Quote
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.actions import judge_anew
from shouwen.apps.tickets.actions import quote_confirmed as urgent_quote_confirmed
from shouwen.apps.tickets.verdicts import quoted_since
from shouwen.policy.quoting import OPEN, Stage


def agreement_renewed(event: Event) -> None:
    """A back-dated renewal, or cover that goes on from a day in the past: open quotes are judged anew, and cards that
    are open and have none yet. Each new verdict is a row beside the old one, with the reason. What was confirmed,
    what was closed without a quote, and what is archived stands."""
    if not event.data["backdated"]:
        return
    line = Line.objects.select_related("agreement").get(pk=event.data["line"])
    hospital, first = line.agreement.hospital_id, date.fromisoformat(event.data["starts_on"])
    confirmed = set(
        Quote.objects.filter(hospital=hospital, stage=Stage.CONFIRMED, visit=None).values_list("ticket_id", flat=True)
    )
    quoted = set(Quote.objects.filter(hospital=hospital, stage__in=OPEN).values_list("ticket_id", flat=True))
    for ticket_id in quoted_since(hospital, first, besides_open=quoted):
        if ticket_id not in confirmed:
            judge_anew(ticket_id, event.code, at=event.at)


def quote_confirmed(event: Event) -> None:
    """An urgent response that waited for this quote may be accepted now."""
    quote = Quote.objects.get(pk=event.subject_id)
    urgent_quote_confirmed(quote.ticket_id, quote.number, at=event.at)
