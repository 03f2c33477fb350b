"""Codes of what runs where, in the hospital's chain; and of a module itself, in its own."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.customers.events import SUBJECT
from shouwen.apps.customers.models import Hospital
from shouwen.apps.installations.models import Module
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor


class Code(StrEnum):
    INSTALLED = "hospital.installed"
    VERSION_CHANGED = "hospital.version_changed"
    UNINSTALLED = "hospital.uninstalled"


class ModuleCode(StrEnum):
    ADDED = "module.added"
    RENAMED = "module.renamed"
    RETIRED = "module.retired"
    BROUGHT_BACK = "module.brought_back"


def record(hospital: Hospital, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the hospital's chain; the hospital's row is locked by the act."""
    append(subject=(SUBJECT, hospital.pk), actor=actor.ledger, code=code.value, at=at, **data)


def record_module(row: Module, code: ModuleCode, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the module's chain; its row is locked by the act, or new. Names stay out of it."""
    append(subject=("module", row.pk), actor=actor.ledger, code=code.value, at=at, **data)
