"""Codes that an endpoint writes into the ledger. Never its address or its secret."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.ledger.actions import append
from shouwen.apps.webhooks.models import Endpoint
from shouwen.policy.roles import Actor

SUBJECT = "webhook"


class Code(StrEnum):
    ADDED = "webhook.added"
    CHANGED = "webhook.changed"
    SWITCHED_ON = "webhook.switched_on"
    SWITCHED_OFF = "webhook.switched_off"
    # It failed for days, or said that it is gone.
    GIVEN_UP = "webhook.given_up"
    SECRET_ROTATED = "webhook.secret_rotated"  # noqa: S105  an event
    PINGED = "webhook.pinged"
    RESENT = "webhook.resent"
    REMOVED = "webhook.removed"


def record(endpoint: Endpoint, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the endpoint's chain; its row is locked by the act."""
    append(subject=(SUBJECT, endpoint.pk), actor=actor.ledger, code=code.value, at=at, **data)
