"""What rules hear: an event of a card that one of them listens to is put aside, to be looked at by the clock.

The act that caused it is neither slowed nor broken by what a rule does.
"""

from datetime import timedelta

from shouwen.apps.automation.actions.firing import stop
from shouwen.apps.automation.models import Rule
from shouwen.apps.ledger.models import Event
from shouwen.apps.outbox.actions import enqueue
from shouwen.apps.prepared import Prepared

CHANNEL = "rules"
# What could not be looked at for so long is a day old: to act on it by itself would surprise everybody.
FRESH = timedelta(hours=24)
_LISTENED = Prepared(lambda: Rule.objects.exclude(live=None).order_by().values_list("live__events", flat=True))


def hear(event: Event) -> None:
    """In the act's own transaction. One query when no rule listens."""
    if any(event.code in codes for codes in _LISTENED.ask()):
        key, until = f"{CHANNEL}:{event.pk}", event.at + FRESH
        enqueue(key, CHANNEL, {"event": event.pk}, at=event.at, not_after=until)


def colleague_left(event: Event) -> None:
    """Nobody answers for what he had switched on."""
    for rule_id in list(Rule.objects.filter(live_by=event.subject_id).values_list("pk", flat=True)):
        stop(rule_id, Rule.Stopped.LEFT, event.subject_id, at=event.at)
