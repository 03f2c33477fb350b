"""Open quotes of somebody who leaves pass to a colleague."""

from datetime import datetime

from django.db.models import Q, QuerySet

from shouwen.apps.billing.events import Code, record
from shouwen.apps.billing.models import Quote
from shouwen.policy.quoting import OPEN
from shouwen.policy.roles import Actor


def quotes_of(person_id: int) -> QuerySet[Quote]:
    """What waits for an answer, or to be sent, and is looked after by this person."""
    his = Q(keeper=person_id) | Q(keeper=None, drafted_by=person_id) | Q(keeper=None, sent_by=person_id)
    return Quote.objects.filter(his, stage__in=OPEN)


def hand_on_quotes(actor: Actor, leaver: int, successor: int, *, at: datetime) -> None:
    """Part of `departures.leave`, in its transaction. Who drafted a quote stays on record."""
    for quote in quotes_of(leaver).select_for_update(of=("self",)).order_by("pk"):
        quote.keeper_id = successor
        quote.save(update_fields=["keeper"])
        record(quote, Code.PASSED_ON, actor, at, leaving=leaver, person=successor)
