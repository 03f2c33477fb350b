"""Codes that a hospital's record writes into the ledger, and the one way to write them."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.customers.models import Hospital
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECT = "hospital"


class Code(StrEnum):
    ADDED = "hospital.added"
    CHANGED = "hospital.changed"
    CAMPUS_ADDED = "hospital.campus_added"
    CAMPUS_CHANGED = "hospital.campus_changed"
    CAMPUS_RETIRED = "hospital.campus_retired"
    CAMPUS_BROUGHT_BACK = "hospital.campus_brought_back"
    DEPARTMENT_ADDED = "hospital.department_added"
    DEPARTMENT_CHANGED = "hospital.department_changed"
    DEPARTMENT_RETIRED = "hospital.department_retired"
    DEPARTMENT_BROUGHT_BACK = "hospital.department_brought_back"
    CONTACT_ADDED = "hospital.contact_added"
    CONTACT_CHANGED = "hospital.contact_changed"
    CONTACT_RETIRED = "hospital.contact_retired"
    CONTACT_BROUGHT_BACK = "hospital.contact_brought_back"
    ACCOUNT_MANAGER_CHANGED = "hospital.account_manager_changed"
    DEPUTY_CHANGED = "hospital.deputy_changed"
    RESIDENT_POSTED = "hospital.resident_posted"
    POSTING_ENDED = "hospital.posting_ended"
    WORK_RECORDED = "hospital.work_recorded"
    ACCOUNT_ADDED = "hospital.account_added"
    DOSSIER_ADDED = "hospital.dossier_added"
    DOSSIER_CHANGED = "hospital.dossier_changed"
    DOSSIER_REMOVED = "hospital.dossier_removed"


def record(hospital: Hospital, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the hospital's chain; the hospital's row is locked by the act. Names stay out of it."""
    append(subject=(SUBJECT, hospital.pk), actor=actor.ledger, code=code.value, at=at, **data)
