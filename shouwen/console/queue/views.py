"""The queue, one tab at a time; the card beside it comes by its own address."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.people.models import SavedView
from shouwen.apps.people.queries import views_of
from shouwen.apps.tickets import queue as cards
from shouwen.apps.tickets.debts import Debt
from shouwen.apps.tickets.filters import Choices, choices
from shouwen.apps.tickets.queue import MOST, Desk, Tab, View
from shouwen.console.frame.guard import page, reads
from shouwen.console.queue.asked import Asked, address, query_of, view_of, whole
from shouwen.console.queue.narrowing import CARRIED, ROOM, TAB_WORDS, chips, fields
from shouwen.ui.door import Visit
from shouwen.ui.faces.row import row_of
from shouwen.ui.submission import new_submission

# So many saved views carry a figure; a longer row is not read at a glance anyhow.
COUNTED = 12
# Stands for a card's number while its address is made.
ANY = "SW-ANY"


@reads
def queue(visit: Visit) -> HttpResponse:
    """A tab of the queue. An unknown tab is the first that holds something; an odd cursor is the first page."""
    known, desk = choices(visit.actor), Desk.at(visit.now)
    asked = Asked.of(visit.GET.dict(), known)
    kept = [(each, _kept(visit, each, known)) for each in views_of(visit.actor, ROOM)]
    saved = [(each, view) for each, view in kept if view is not None]
    pressed = View(Tab.ALL, {**asked.filters, "owes": Debt.CHASES.value})
    tabs = [View(tab, asked.filters) for tab in Tab]
    wanted = [*tabs, pressed, *[view for _each, view in saved[:COUNTED]]]
    counts = cards.counts(visit.actor, wanted, visit.now, desk=desk)
    tab = asked.tab or next((each for each, count in zip(Tab, counts, strict=False) if count), Tab.ALL)
    view = View(tab, asked.filters)
    after, beside = visit.GET.get("after", ""), visit.GET.get("card", "")
    found = cards.queue(visit.actor, view, visit.now, after, desk=desk)
    here, card = address(view, after), reverse("console:card", args=[ANY])
    rows = [
        row_of(ticket, card.replace(ANY, ticket.number), f"{here}&{urlencode({'card': ticket.number})}")
        for ticket in found.tickets
    ]
    views = _saved(visit, view, saved, counts[len(tabs) + 1 :])
    return page(
        visit,
        "console/queue.html",
        on_duty=desk.agent,
        tab=tab.value,
        title=TAB_WORDS[tab],
        tabs=[_tab(each, count, tab) for each, count in zip(tabs, counts, strict=False)],
        views=views,
        rows=rows,
        export_url=f"{reverse('console:queue_sheet')}?{query_of(view)}",
        sees_cards=visit.actor.sees_all or bool(visit.actor.hospitals) or bool(rows),
        may_act=visit.actor.is_qualified,
        narrowing=_narrowing(view, known, counts[len(tabs)]) | {"short": asked.short},
        query=query_of(view),
        kept=any(each["current"] for each in views),
        submission=new_submission(),
        newer_url=address(view) if after else "",
        older_url=address(view, found.after) if found.after else "",
        here_url=here,
        beside=next((row for row in rows if row.number == beside), None),
    )


def _tab(view: View, count: int, current: Tab) -> dict[str, object]:
    return {
        "code": view.tab.value,
        "label": TAB_WORDS[view.tab],
        "url": address(view),
        "count": _figure(count),
        "current": view.tab is current,
    }


def _figure(count: int) -> str:
    return f"{MOST}+" if count > MOST else str(count)


def _kept(visit: Visit, saved: SavedView, known: Choices) -> View | None:
    """What a saved view shows this reader; another's only as it was meant."""
    own = saved.user_id == visit.actor.id
    return view_of(saved.query, known) if own else whole(saved.query, known)


def _saved(
    visit: Visit, shown: View, saved: list[tuple[SavedView, View]], counts: list[int]
) -> list[dict[str, object]]:
    """The saved views as tabs. One is current when the list shows just what it keeps."""
    figures = [_figure(count) for count in counts] + [""] * len(saved)
    return [
        {
            "name": each.name,
            "owner": "" if each.user_id == visit.actor.id else each.user.name,
            "url": address(view),
            "count": figure,
            "current": view == shown,
        }
        for (each, view), figure in zip(saved, figures, strict=False)
    ]


def _narrowing(view: View, known: Choices, pressed: int) -> dict[str, object]:
    """What stands above the list: the chips, the form, and where the unanswered chases are while they are not shown."""
    chased = View(Tab.ALL, {**view.filters, "owes": Debt.CHASES.value})
    offered = {"url": address(chased), "count": _figure(pressed)}
    return {
        "chips": chips(view, known),
        "chased": offered if pressed and "owes" not in view.filters else None,
        "fields": fields(view, known),
        "carried": [(key, view.filters[key]) for key in CARRIED if key in view.filters],
        "clear_url": f"{reverse('console:queue')}?{urlencode({'tab': view.tab.value})}" if view.filters else "",
    }
