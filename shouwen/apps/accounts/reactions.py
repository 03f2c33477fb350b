"""What follows when an agreement covers days that are past: open quotes are judged anew, and nothing else."""

from datetime import date

from shouwen.apps.agreements.models import Line
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.actions import judge_anew
from shouwen.apps.tickets.verdicts import quoted_since


def agreement_renewed(event: Event) -> None:
    """A back-dated renewal, or cover that goes on from a day in the past. Each card's new verdict is a row beside the
    old one, with the reason; what was confirmed, closed or archived stands."""
    if not event.data["backdated"]:
        return
    line = Line.objects.select_related("agreement").get(pk=event.data["line"])
    first = date.fromisoformat(event.data["starts_on"])
    for ticket_id in quoted_since(line.agreement.hospital_id, first):
        judge_anew(ticket_id, event.code, at=event.at)
