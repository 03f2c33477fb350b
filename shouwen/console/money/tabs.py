"""The four rooms of money, and who sees which."""

from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext

from shouwen.apps.billing.access import may_read_books
from shouwen.ui.door import Visit


def tabs_for(visit: Visit, here: str) -> list[dict[str, Any]]:
    rooms = [("quotes", pgettext("money", "Quotes")), ("work", pgettext("money", "Work"))]
    if may_read_books(visit.actor):
        rooms += [("statements", pgettext("money", "Statements")), ("rates", pgettext("money", "Rate card"))]
    return [
        {"label": label, "url": reverse(f"console:{code}"), "count": None, "current": code == here}
        for code, label in rooms
    ]
