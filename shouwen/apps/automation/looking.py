"""An event that was put aside is looked at by every rule that is on, in their order."""

import logging
from datetime import datetime

from django.utils import timezone

from shouwen.apps.automation.actions.firing import fire, stop
from shouwen.apps.automation.models import Rule
from shouwen.apps.automation.queries import may_publish
from shouwen.apps.customers.access import actor_of
from shouwen.apps.ledger.models import Event
from shouwen.apps.outbox.channels import Withdrawn
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.models import User
from shouwen.policy.refusal import Refused

log = logging.getLogger(__name__)


def send(delivery: Delivery) -> None:
    """One event. What fails below us is tried again; a rule that has had its turn is not asked twice."""
    event = Event.objects.filter(pk=delivery.payload.get("event")).first()
    if event is None:
        raise Withdrawn("absent")
    look(event, timezone.now())


def look(event: Event, now: datetime) -> None:
    """By each rule that listens, each alone: one that fails does not keep the next from looking.

    Raises the first failure when all have looked.
    """
    failed: Exception | None = None
    for rule in list(Rule.objects.exclude(live=None).select_related("live", "live_by")):
        if rule.live is not None and rule.live_by is not None and event.code in rule.live.events:
            try:
                _let(rule, rule.live_by, event, now)
            except Exception as error:
                log.warning("rule %s could not look at event %s: %s", rule.pk, event.pk, type(error).__name__)
                failed = failed or error
    if failed is not None:
        raise failed


def _let(rule: Rule, person: User, event: Event, now: datetime) -> None:
    actor = actor_of(person)
    if not person.is_active:
        stop(rule.pk, Rule.Stopped.LEFT, person.pk, at=now)
    elif person.locked_at is not None or not may_publish(actor):
        stop(rule.pk, Rule.Stopped.NO_RIGHT, person.pk, at=now)
    else:
        try:
            fire(actor, rule.pk, event.pk, at=now)
        except Refused as refused:
            # Taken away between the question above and the act's own.
            log.warning("rule %s: %s", rule.pk, refused.code)
            stop(rule.pk, Rule.Stopped.NO_RIGHT, person.pk, at=now)
