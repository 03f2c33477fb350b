"""Codes that an account writes into the ledger."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.ledger.actions import append
from shouwen.apps.people.models import User
from shouwen.policy.roles import Actor

SUBJECT = "person"


class Code(StrEnum):
    MADE = "person.made"
    CHANGED = "person.changed"
    LANGUAGE_CHOSEN = "person.language_chosen"
    EMAIL_ASKED = "person.email_asked"
    EMAIL_CONFIRMED = "person.email_confirmed"
    ROLE_GRANTED = "person.role_granted"
    ROLE_WITHDRAWN = "person.role_withdrawn"
    SKILLS_CHANGED = "person.skills_changed"
    TEAMS_CHANGED = "person.teams_changed"
    AWAY = "person.away"
    AWAY_WITHDRAWN = "person.away_withdrawn"
    LINK_ISSUED = "person.link_issued"
    PASSWORD_SET = "person.password_set"  # noqa: S105  an event
    SESSIONS_ENDED = "person.sessions_ended"
    LOCKED = "person.locked"
    UNLOCKED = "person.unlocked"
    SECOND_FACTOR_REMOVED = "person.second_factor_removed"
    TOKEN_ISSUED = "person.token_issued"  # noqa: S105  an event
    TOKEN_REVOKED = "person.token_revoked"  # noqa: S105  an event
    VIEW_SAVED = "person.view_saved"
    VIEW_RENAMED = "person.view_renamed"
    VIEW_MOVED = "person.view_moved"
    VIEW_SHARED = "person.view_shared"
    VIEW_DROPPED = "person.view_dropped"
    VIEW_RESTORED = "person.view_restored"
    LEFT = "person.left"
    CAME_BACK = "person.came_back"


def record(person: User, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the person's chain; his row is locked by the act."""
    append(subject=(SUBJECT, person.pk), actor=actor.ledger, code=code.value, at=at, **data)
