"""Codes that a rule writes into the ledger. What it did to a card stands on the chain of the card."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.automation.models import Rule
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECT = "rule"


class Code(StrEnum):
    WRITTEN = "rule.written"
    SWITCHED_ON = "rule.switched_on"
    SWITCHED_OFF = "rule.switched_off"
    MOVED = "rule.moved"
    # By itself: nobody answers for what it would do.
    STOPPED = "rule.stopped"


def record(rule: Rule, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the rule's chain; its row is locked by the act."""
    append(subject=(SUBJECT, rule.pk), actor=actor.ledger, code=code.value, at=at, **data)
