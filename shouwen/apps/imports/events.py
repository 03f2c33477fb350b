"""The codes of imports; they stand in the chain of the person who imports, beside what each act writes itself."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.ledger.actions import append
from shouwen.apps.people.events import SUBJECT
from shouwen.apps.people.models import User
from shouwen.policy.roles import Actor


class Code(StrEnum):
    IMPORTED = "person.imported"


def record(person: User, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the person's chain; his row is locked by the act."""
    append(subject=(SUBJECT, person.pk), actor=actor.ledger, code=Code.IMPORTED.value, at=at, **data)
