"""The 12 services of the catalogue (服务细项) and their delivery standards (交付标准)."""

from dataclasses import dataclass
from enum import StrEnum

from shouwen.policy.calendars import CalendarName
from shouwen.policy.clause import Clause


class Service(StrEnum):
    """A catalogue service, in the policy's own order and numbering."""

    ONSITE = "onsite"
    HOTLINE = "hotline"
    REMOTE = "remote"
    SELF_SERVICE = "self_service"
    ONLINE = "online"
    PATCHES = "patches"
    BULLETINS = "bulletins"
    INSPECTION = "inspection"
    GREEN_CHANNEL = "green_channel"
    URGENT = "urgent"
    EXPERT_ONSITE = "expert_onsite"
    MONTH_END = "month_end"


@dataclass(frozen=True, slots=True)
class Standard:
    """How a service is delivered. `calendar` is None where the policy promises no hours of delivery."""

    service: Service
    number: int
    clause: Clause
    calendar: str | None
    special: bool


_CALENDARS: dict[Service, str] = {
    Service.ONSITE: CalendarName.ALWAYS,
    Service.HOTLINE: CalendarName.HOTLINE,
    Service.REMOTE: CalendarName.REMOTE,
    Service.SELF_SERVICE: CalendarName.ALWAYS,
    Service.ONLINE: CalendarName.ONLINE,
    Service.PATCHES: CalendarName.ALWAYS,
    Service.GREEN_CHANNEL: CalendarName.ALWAYS,
    Service.URGENT: CalendarName.ALWAYS,
}

STANDARDS: dict[Service, Standard] = {
    service: Standard(service, number, Clause(f"service.{service}"), _CALENDARS.get(service), number > 8)
    for number, service in enumerate(Service, start=1)
}
SPECIAL = frozenset(service for service, standard in STANDARDS.items() if standard.special)
