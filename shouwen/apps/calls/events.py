"""Codes that a call writes into the ledger."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.calls.models import Call
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECT = "call"


class Code(StrEnum):
    TOLD = "call.told"
    LOGGED = "call.logged"
    SETTLED = "call.settled"
    BOUND = "call.bound"


def record(call: Call, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the call's chain; its row is locked by the act."""
    append(subject=(SUBJECT, call.pk), actor=actor.ledger, code=code.value, at=at, **data)
