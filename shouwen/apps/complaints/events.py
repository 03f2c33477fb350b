"""Codes that a complaint writes into the ledger: on its own chain only, never on that of the card it names."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.complaints.models import Complaint
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECT = "complaint"


class Code(StrEnum):
    FILED = "complaint.filed"
    NAMED = "complaint.named"
    CLEARED = "complaint.cleared"
    GRADED = "complaint.graded"
    ASSIGNED = "complaint.assigned"
    UNASSIGNED = "complaint.unassigned"
    CONTACTED = "complaint.contacted"
    SAID = "complaint.said"
    NOTED = "complaint.noted"
    PROPOSED = "complaint.proposed"
    APPROVED = "complaint.approved"
    RETURNED = "complaint.returned"
    ANSWERED = "complaint.answered"
    ACCEPTED = "complaint.accepted"
    REJECTED = "complaint.rejected"
    CONCLUDED = "complaint.concluded"
    CORRECTED = "complaint.corrected"
    ARCHIVED = "complaint.archived"
    REOPENED = "complaint.reopened"
    WITHDRAWN = "complaint.withdrawn"
    # Somebody saw a file of it as it came.
    ORIGINAL_OPENED = "complaint.original_opened"
    WARNED = "complaint.warned"
    BREACHED = "complaint.breached"


def record(complaint: Complaint, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the complaint's chain; its row is locked by the act."""
    append(subject=(SUBJECT, complaint.pk), actor=actor.ledger, code=code.value, at=at, **data)
