"""Codes that a survey writes into the ledger."""

from datetime import datetime
from enum import StrEnum

from shouwen.apps.ledger.actions import append
from shouwen.apps.surveys.models import Survey
from shouwen.policy.roles import Actor

SUBJECT = "survey"


class Code(StrEnum):
    BEGUN = "survey.begun"
    TRIED = "survey.tried"
    UNREACHED = "survey.unreached"
    ANSWERED = "survey.answered"
    # Not solved, or a low score: a manager has to answer.
    LOW = "survey.low"
    REVIEWED = "survey.reviewed"
    VOID = "survey.void"


def record(survey: Survey, code: Code, actor: Actor, at: datetime, **data: object) -> None:
    """Append to the survey's chain; its row is locked by the act."""
    append(subject=(SUBJECT, survey.pk), actor=actor.ledger, code=code.value, at=at, **data)
