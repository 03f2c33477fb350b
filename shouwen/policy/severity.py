"""How bad it is: kind, impact and urgency, and the grade that follows from them."""

from enum import StrEnum

from shouwen.policy.refusal import Refused


class Kind(StrEnum):
    """What the hospital asks for."""

    INCIDENT = "incident"
    QUESTION = "question"
    REQUIREMENT = "requirement"
    ADVICE = "advice"
    COMPLAINT = "complaint"


class Impact(StrEnum):
    """影响度: how much of the hospital is touched."""

    HOSPITAL = "hospital"
    DEPARTMENTS = "departments"
    DEPARTMENT = "department"
    WORKSTATION = "workstation"


class Urgency(StrEnum):
    """紧急度: how far work still goes on."""

    STOPPED = "stopped"
    LIMITED = "limited"
    WORKAROUND = "workaround"
    NONE = "none"


class PlainAnswer(StrEnum):
    """The portal's one plain question: what is standing still?"""

    WHOLE_HOSPITAL = "whole_hospital"
    DEPARTMENTS = "departments"
    DEPARTMENT = "department"
    WORKSTATION = "workstation"
    QUESTION = "question"


GRADES = (1, 2, 3, 4, 5)
GRADED_BY_IMPACT = frozenset({Kind.INCIDENT, Kind.QUESTION})

MATRIX: dict[Impact, tuple[int, int, int, int]] = {  # columns in the order of Urgency
    Impact.HOSPITAL: (1, 2, 3, 4),
    Impact.DEPARTMENTS: (2, 2, 3, 4),
    Impact.DEPARTMENT: (3, 3, 3, 4),
    Impact.WORKSTATION: (4, 4, 4, 4),
}
_COLUMN = {urgency: column for column, urgency in enumerate(Urgency)}

PLAIN_QUESTION: dict[PlainAnswer, tuple[Kind, Impact, Urgency]] = {
    PlainAnswer.WHOLE_HOSPITAL: (Kind.INCIDENT, Impact.HOSPITAL, Urgency.STOPPED),
    PlainAnswer.DEPARTMENTS: (Kind.INCIDENT, Impact.DEPARTMENTS, Urgency.LIMITED),
    PlainAnswer.DEPARTMENT: (Kind.INCIDENT, Impact.DEPARTMENT, Urgency.LIMITED),
    PlainAnswer.WORKSTATION: (Kind.INCIDENT, Impact.WORKSTATION, Urgency.LIMITED),
    PlainAnswer.QUESTION: (Kind.QUESTION, Impact.WORKSTATION, Urgency.NONE),
}


def grade(kind: Kind, impact: Impact | None = None, urgency: Urgency | None = None) -> int:
    """The grade 1 (worst) to 5. Clauses `grade.matrix`, `grade.plan`, `grade.complaint`.

    Raises Refused `severity.missing` when an incident or a question lacks impact or urgency, and
    `severity.not_asked` when another kind has one.
    """
    if kind in GRADED_BY_IMPACT:
        if impact is None or urgency is None:
            raise Refused("severity.missing", kind=kind.value)
        return MATRIX[impact][_COLUMN[urgency]]
    if impact is not None or urgency is not None:
        raise Refused("severity.not_asked", kind=kind.value)
    return 3 if kind is Kind.COMPLAINT else 5
