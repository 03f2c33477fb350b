"""Codes that an aid writes into the ledger. A tick stands on the chain of its card."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.aids.models import Aid
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECT = "aid"


class Code(StrEnum):
    WRITTEN = "aid.written"
    RETIRED = "aid.retired"
    BROUGHT_BACK = "aid.brought_back"


def record(aid: Aid, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the aid's chain; its row is locked by the act."""
    append(subject=(SUBJECT, aid.pk), actor=actor.ledger, code=code.value, at=at, **data)
