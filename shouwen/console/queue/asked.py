"""What an address of the queue asks for, and the address that asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from shouwen.apps.tickets.filters import Choices, Filters, checked, left_out
from shouwen.apps.tickets.queue import Tab, View


@dataclass(frozen=True)
class Asked:
    """`tab` is None when the address names none that there is. `short`: it asked for more than is given."""

    tab: Tab | None
    filters: Filters
    short: bool

    @staticmethod
    def of(given: Mapping[str, str], choices: Choices) -> "Asked":
        filters = checked(given, choices)
        wanted = given.get("tab", "")
        # A list that is narrowed and names no tab means all cards.
        tab = Tab(wanted) if wanted in set(Tab) else Tab.ALL if filters else None
        return Asked(tab, filters, left_out(given, filters))

    @property
    def view(self) -> View:
        return View(self.tab or Tab.ALL, self.filters)


def view_of(query: str, choices: Choices) -> View:
    """A kept query, read as strictly as any address."""
    return Asked.of(QueryDict(query).dict(), choices).view


def whole(query: str, choices: Choices) -> View | None:
    """A kept query as a view; None when it names what this reader may not see: it would be another list to him."""
    asked = Asked.of(QueryDict(query).dict(), choices)
    return None if asked.short else asked.view


def query_of(view: View) -> str:
    """The one way to write a view down."""
    return urlencode({"tab": view.tab.value} | dict(view.filters))


def address(view: View, after: str = "", card: str = "") -> str:
    more = {key: value for key, value in (("after", after), ("card", card)) if value}
    return f"{reverse('console:queue')}?{query_of(view)}{'&' if more else ''}{urlencode(more)}"
