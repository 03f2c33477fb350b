"""The 12 services of the catalogue, each with its delivery standard in the policy's own words."""

from dataclasses import dataclass

from django.conf import settings

from shouwen.policy.catalogue import STANDARDS
from shouwen.ui.code_words import word
from shouwen.ui.faces.clause import ClauseFace, clause_faces


@dataclass(frozen=True)
class ServiceFace:
    number: int
    code: str
    name: str
    special: bool
    hours: str
    clauses: list[ClauseFace]


# What else the policy says of a service, beside its delivery standard.
MORE: dict[str, tuple[str, ...]] = {
    "onsite": ("onsite.first_year", "onsite.advice"),
    "hotline": ("hotline.recorded", "hotline.annual_report"),
    "remote": ("remote.recorded",),
    "self_service": ("self_service.knowledge",),
    "online": ("online.visible",),
    "patches": ("upgrade.timely",),
    "bulletins": ("bulletins.warnings", "bulletins.channels"),
    "inspection": ("inspection.report",),
    "green_channel": ("green_channel.consultation",),
    "urgent": ("quota.urgent", "quota.same_day"),
    "expert_onsite": ("expert.certified", "expert.solution"),
    "month_end": ("month_end.closing", "month_end.reverse"),
}


def service_faces() -> list[ServiceFace]:
    """All twelve, in the policy's own order."""
    return [
        ServiceFace(
            number=standard.number,
            code=service.value,
            name=word(service, "service"),
            special=standard.special,
            hours=word(standard.calendar, "calendar") if standard.calendar else "",
            clauses=clause_faces([standard.clause, *MORE[service.value]]),
        )
        for service, standard in STANDARDS.items()
    ]


def hotline_number() -> str:
    """The hotline's number, "" until somebody sets it up (clause hotline.number)."""
    return settings.HOTLINE_NUMBER
