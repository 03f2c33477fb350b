"""Which of its requests a hospital wants to see: words, open or all, a department, a month; all in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from shouwen.apps.customers.queries import departments_for
from shouwen.apps.tickets.of_month import within
from shouwen.apps.tickets.queries import is_open
from shouwen.ui.door import Visit
from shouwen.ui.time_words import local_date

MONTHS = 12


@dataclass(frozen=True)
class Wish:
    """`view`: open or all; `department` and `month` are None where everything is wanted."""

    asked: str
    view: str
    department: int | None
    month: date | None

    @property
    def among(self) -> Q:
        """As a condition on cards."""
        return self.narrowed & is_open() if self.view == "open" else self.narrowed

    @property
    def narrowed(self) -> Q:
        """By department and month alone: what the tabs count."""
        wanted = Q()
        if self.department is not None:
            wanted &= Q(department=self.department)
        return wanted & within(self.month) if self.month else wanted

    def address(self, view: str = "") -> dict[str, str]:
        """As the address says it; with `view`, that of another tab."""
        said = {"q": "" if view else self.asked, "view": view or ("" if self.asked else self.view)}
        said |= {"department": str(self.department or ""), "month": f"{self.month:%Y-%m}" if self.month else ""}
        return {name: value for name, value in said.items() if value}


def wish_of(visit: Visit) -> Wish:
    """What the address asks for; an odd value, or another house's department, finds nothing to narrow by."""
    said = visit.GET.get
    asked = said("q", "").strip()[:200]
    narrowed = bool(said("department") or said("month"))
    return Wish(
        asked=asked,
        view="all" if asked or said("view") == "all" or (narrowed and said("view") != "open") else "open",
        department=_number(said("department", "")),
        month=next((month for month in months(visit) if f"{month:%Y-%m}" == said("month")), None),
    )


def months(visit: Visit) -> Sequence[date]:
    """The last twelve months, the present one first."""
    today = local_date(visit.now)
    at = today.year * 12 + today.month - 1
    return [date((at - back) // 12, (at - back) % 12 + 1, 1) for back in range(MONTHS)]


def choices(visit: Visit) -> list[tuple[str, str]]:
    """The departments to choose from; of one alone there is nothing to choose."""
    rows = departments_for(visit.actor)
    return [(str(each.pk), f"{each.campus.name} · {each.name}") for each in rows] if len(rows) > 1 else []


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
