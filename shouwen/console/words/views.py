"""What hospitals are owed on open cards, what is due first: of everybody, or of one person."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.people.queries import qualified_staff
from shouwen.apps.progress.queries import count_owed, owed_words
from shouwen.console.frame.guard import page, reads
from shouwen.ui.door import Visit

VIEWS = ("late", "all")


@reads
def words(visit: Visit) -> HttpResponse:
    """Overdue ones or all; `who` narrows to a colleague, and `me` is oneself. An odd one is everybody."""
    staff = qualified_staff()
    who = visit.GET.get("who", "")
    chosen = visit.actor.id if who == "me" else next((each.pk for each in staff if str(each.pk) == who), None)
    view = visit.GET.get("view", "")
    count, late = count_owed(visit.actor, visit.now, chosen)
    if view not in VIEWS:
        view = "late" if late else "all"
    after = visit.GET.get("after", "")
    found = owed_words(visit.actor, visit.now, person=chosen, late=view == "late", after=after)
    kept = {"who": "me" if who == "me" else str(chosen or "")}

    def address(view: str, after: str = "") -> str:
        asked = {"view": view, **kept, "after": after}
        return f"{reverse('console:words')}?{urlencode({key: value for key, value in asked.items() if value})}"

    return page(
        visit,
        "console/words.html",
        view=view,
        tabs=[(code, address(code), number, code == view) for code, number in zip(VIEWS, (late, count), strict=True)],
        staff=staff,
        chosen=kept["who"],
        rows=[
            (each, each.due_at <= visit.now, reverse("console:card", args=[each.ticket.number])) for each in found.words
        ],
        newer_url=address(view) if after else "",
        older_url=address(view, found.after) if found.after else "",
    )
