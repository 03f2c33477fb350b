"""Who opened what; for those who answer for it."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.complaints.queries import about
from shouwen.apps.originals.queries import openings, stock
from shouwen.apps.settings.queries import value
from shouwen.console.frame.guard import page, reads
from shouwen.policy.setting import ORIGINAL_DAYS
from shouwen.ui.door import Visit


@reads
def opened(visit: Visit) -> HttpResponse:
    """Newest first; of one card when its number is given."""
    after, number = visit.GET.get("after", ""), visit.GET.get("number", "")[:24]
    found = openings(visit.actor, after, number=number, but=about(visit.actor))

    def address(after: str = "") -> str:
        asked = {"number": number, "after": after}
        return f"{reverse('console:originals')}?{urlencode({key: said for key, said in asked.items() if said})}"

    return page(
        visit,
        "console/originals.html",
        rows=found.openings,
        number=number,
        stock=stock(),
        days=value(ORIGINAL_DAYS, visit.now),
        newer_url=address() if after else "",
        older_url=address(found.after) if found.after else "",
    )
