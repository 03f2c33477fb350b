"""Codes that letters write into the ledger."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.channels.models import Mail
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECT = "mail"


class Code(StrEnum):
    CAME = "mail.came"
    TAKEN_IN = "mail.taken_in"
    ATTACHED = "mail.attached"
    DISCARDED = "mail.discarded"
    BROUGHT_BACK = "mail.brought_back"


def record(mail: Mail, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    append(subject=(SUBJECT, mail.pk), actor=actor.ledger, code=code.value, at=at, **data)
