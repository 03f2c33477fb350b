"""报修并要求加急: a report and the wish that somebody be there today, in one step."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets.actions.report import Report, report
from shouwen.apps.tickets.actions.urgent import LONGEST, ask_urgent, may_ask
from shouwen.apps.tickets.models import Ticket, UrgentCall
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def report_urgent(actor: Actor, said: Report, *, at: datetime, submission: str, by_quote: bool = False) -> Ticket:
    """A report for which an urgent response is asked at once; both, or neither. The same `submission` gives the same
    card, and asks once. Why somebody has to come is what the report says.

    Refused: `not_your_role`, `urgent.quote_needed` (also without a unit only `by_quote`), and as every report.
    """
    if not may_ask(actor):
        raise Refused("not_your_role", act="ask_urgent")
    ticket = report(actor, said, at=at, submission=submission)
    if not UrgentCall.objects.filter(ticket=ticket).exists():
        ask_urgent(actor, ticket.number, said.text.strip()[:LONGEST], at=at, by_quote=by_quote)
    return Ticket.objects.get(pk=ticket.pk)
