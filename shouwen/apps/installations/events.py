"""Codes of what runs where; they stand in the hospital's chain."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.customers.events import SUBJECT
from shouwen.apps.customers.models import Hospital
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor


class Code(StrEnum):
    INSTALLED = "hospital.installed"
    VERSION_CHANGED = "hospital.version_changed"
    UNINSTALLED = "hospital.uninstalled"


def record(hospital: Hospital, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the hospital's chain; the hospital's row is locked by the act."""
    append(subject=(SUBJECT, hospital.pk), actor=actor.ledger, code=code.value, at=at, **data)
