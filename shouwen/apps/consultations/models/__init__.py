"""Experts and their certificates, consultations, visits of experts, special solutions."""

from shouwen.apps.consultations.models.consultation import Consultation, Member
from shouwen.apps.consultations.models.expert import Certificate, NamedExpert
from shouwen.apps.consultations.models.solution import Solution, SolutionVersion
from shouwen.apps.consultations.models.visit import ExpertVisit

__all__ = [
    "Certificate",
    "Consultation",
    "ExpertVisit",
    "Member",
    "NamedExpert",
    "Solution",
    "SolutionVersion",
]
