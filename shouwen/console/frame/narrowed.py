"""A list that is narrowed to one hospital: what the address asks for, and such addresses."""

from urllib.parse import urlencode

from django.urls import reverse

from shouwen.apps.customers.models import Hospital
from shouwen.apps.customers.queries import hospitals_for
from shouwen.ui.door import Visit


def hospital_asked(visit: Visit) -> int | None:
    """The hospital's key; an odd one is every hospital."""
    said = visit.GET.get("hospital", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


def hospitals_to_choose(visit: Visit) -> list[Hospital]:
    return list(hospitals_for(visit.actor))


def address(to: str, **asked: object) -> str:
    """With what of it says something."""
    said = {key: str(value) for key, value in asked.items() if value not in {None, ""}}
    return f"{reverse(to)}?{urlencode(said)}" if said else reverse(to)
