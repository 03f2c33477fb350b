"""The posts of the desk that are never empty (clause acceptance.always)."""

from enum import StrEnum


class PostCode(StrEnum):
    SERVICE_CENTRE = "service_centre"
    # Called after whoever is on duty, and after that.
    DEPUTY = "deputy"
    SUPERVISOR = "supervisor"
    FRONTLINE = "frontline"
    DEVELOPMENT = "development"
    GREEN_LINE = "green_line"
