"""Codes that letters and programs write into the ledger."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.channels.models import Mail, Program
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECT = "mail"
PROGRAM = "program"


class Code(StrEnum):
    CAME = "mail.came"
    TAKEN_IN = "mail.taken_in"
    ATTACHED = "mail.attached"
    DISCARDED = "mail.discarded"
    BROUGHT_BACK = "mail.brought_back"
    # Somebody saw what was covered in it, as it came.
    ORIGINAL_OPENED = "mail.original_opened"


class ProgramCode(StrEnum):
    ADDED = "program.added"
    SECRET_RENEWED = "program.secret_renewed"  # noqa: S105  an event
    SWITCHED_ON = "program.switched_on"
    SWITCHED_OFF = "program.switched_off"
    REMOVED = "program.removed"


def record_program(program: Program, code: ProgramCode, actor: Actor, at: datetime) -> None:
    append(subject=(PROGRAM, program.pk), actor=actor.ledger, code=code.value, at=at)


def record(mail: Mail, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    append(subject=(SUBJECT, mail.pk), actor=actor.ledger, code=code.value, at=at, **data)
