"""The queue, one tab at a time; the card beside it comes by its own address."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.people.queries import with_roles
from shouwen.apps.tickets import queries
from shouwen.apps.tickets.debts import Debt
from shouwen.apps.tickets.queries import Narrowed, Tab
from shouwen.console.frame.guard import page, reads
from shouwen.ui.door import Visit
from shouwen.ui.faces.row import row_of


@reads
def queue(visit: Visit) -> HttpResponse:
    """A tab of the queue. An unknown tab is the first that holds something; an odd cursor is the first page."""
    counts = queries.counts(visit.actor, visit.now)
    wanted = visit.GET.get("tab", "")
    tab = Tab(wanted) if wanted in set(Tab) else next((each for each in Tab if counts[each]), Tab.ALL)
    narrowed, filters = narrowed_by(visit)
    after, beside = visit.GET.get("after", ""), visit.GET.get("card", "")
    found = queries.queue(visit.actor, tab, visit.now, after, narrowed)
    rows = [
        row_of(ticket, reverse("console:card", args=[ticket.number]), _address(tab, after, ticket.number, filters))
        for ticket in found.tickets
    ]
    return page(
        visit,
        "console/queue.html",
        tab=tab.value,
        tabs=[
            {"code": each.value, "url": _address(each), "count": counts[each], "current": each is tab} for each in Tab
        ],
        rows=rows,
        export_url=f"{reverse('console:queue_sheet')}?{urlencode({'tab': tab.value} | filters)}",
        sees_cards=visit.actor.sees_all or bool(visit.actor.hospitals) or bool(rows),
        chips=_chips(visit, tab, narrowed),
        newer_url=_address(tab, filters=filters) if after else "",
        older_url=_address(tab, found.after, filters=filters) if found.after else "",
        beside=next((row for row in rows if row.number == beside), None),
    )


def narrowed_by(visit: Visit) -> tuple[Narrowed | None, dict[str, str]]:
    """The filter that the address asks for, and how an address asks for it; an odd one is none."""
    owes, who = visit.GET.get("owes", ""), visit.GET.get("who", "")
    if owes not in set(Debt):
        return None, {}
    person = int(who) if who.isascii() and who.isdigit() and len(who) < 19 else None
    return Narrowed(Debt(owes), person), {"owes": owes} | ({"who": who} if person is not None else {})


def _chips(visit: Visit, tab: Tab, narrowed: Narrowed | None) -> list[dict[str, object]]:
    """Above the list: what it is narrowed to, with a way out; else the chases that nobody has answered."""
    if narrowed is not None:
        person = with_roles([narrowed.person]).get(narrowed.person or 0)
        return [{"debt": narrowed.owes.value, "name": person.name if person else "", "url": _address(tab), "on": True}]
    count = queries.chased(visit.actor)
    address = _address(Tab.ALL, filters={"owes": Debt.CHASES.value})
    return [{"debt": Debt.CHASES.value, "name": "", "url": address, "on": False, "count": count}] if count else []


def _address(tab: Tab, after: str = "", card: str = "", filters: dict[str, str] | None = None) -> str:
    asked = (
        {"tab": tab.value} | (filters or {}) | ({"after": after} if after else {}) | ({"card": card} if card else {})
    )
    return f"{reverse('console:queue')}?{urlencode(asked)}"
