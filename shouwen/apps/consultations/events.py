"""Codes that experts, consultations, visits and solutions write into the ledger, and the one way to write them."""

from datetime import datetime
from enum import StrEnum

from django.db.models import Model

from shouwen.apps.consultations.models import Certificate, Consultation, ExpertVisit, NamedExpert, Solution
from shouwen.apps.ledger.actions import append
from shouwen.policy.roles import Actor

SUBJECTS: dict[type[Model], str] = {
    Certificate: "certificate",
    Consultation: "consultation",
    ExpertVisit: "expert_visit",
    NamedExpert: "named_expert",
    Solution: "solution",
}


class Code(StrEnum):
    CALLED = "consultation.called"
    ANSWERED = "consultation.answered"
    OPINION = "consultation.opinion"
    CONCLUDED = "consultation.concluded"
    SIGNED = "consultation.signed"
    FROZEN = "consultation.frozen"
    CANCELLED = "consultation.cancelled"
    # A member has left; a colleague is asked in his place.
    PASSED_ON = "consultation.passed_on"
    # By time; `due` in the data is the true instant.
    WARNED = "consultation.warned"
    PRESSED = "consultation.pressed"
    ESCALATED = "consultation.escalated"
    REGISTERED = "certificate.registered"
    ENDED = "certificate.ended"
    EXPIRES = "certificate.expires"
    NAMED = "named_expert.named"
    RELEASED = "named_expert.released"
    PROPOSED = "expert_visit.proposed"
    AGREED = "expert_visit.agreed"
    DECLINED = "expert_visit.declined"
    MADE = "expert_visit.made"
    # Its expert has left: another one is proposed; what was signed under the old name is replaced by a new proposal.
    VISIT_PASSED_ON = "expert_visit.passed_on"
    VISIT_REPLACED = "expert_visit.replaced"
    CALLED_OFF = "expert_visit.cancelled"
    OPENED = "solution.opened"
    WRITTEN = "solution.written"
    APPROVED = "solution.approved"
    ACKNOWLEDGED = "solution.acknowledged"


def record(row: Model, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the row's own chain; it is locked by the act."""
    append(subject=(SUBJECTS[type(row)], row.pk), actor=actor.ledger, code=code.value, at=at, **data)
