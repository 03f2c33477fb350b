"""What is about to go wrong now, and who carries how much; each figure opens the list that it counts."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from shouwen.apps.tickets.board import ByGrade, Load
from shouwen.apps.tickets.board import board as board_of
from shouwen.console.frame.guard import page, reads
from shouwen.ui.door import Visit

MINUTE = timedelta(minutes=1)
GRADES = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Figure:
    count: int
    url: str


@dataclass(frozen=True)
class Tile:
    """A figure, and the same by grade where there is any."""

    code: str
    whole: Figure
    grades: list[tuple[int, Figure]]


@dataclass(frozen=True)
class Bar:
    """A stretch of a bar, in hundredths of the longest one."""

    grade: int
    start: float
    width: float


@reads
def board(visit: Visit) -> HttpResponse:
    found = board_of(visit.actor, visit.now)
    tiles = [
        _tile("late", found.late, {"clock": "late"}),
        _tile("soon", found.soon, {"clock": "soon"}),
        Tile("offers", Figure(found.offer_count, queue_of(owes="offers")), []),
        _tile("nobody", found.nobody, {"state": "open", "handler": "nobody"}),
    ]
    longest = max((load.total for load in found.loads), default=0)
    return page(
        visit,
        "console/board.html",
        tiles=tiles,
        nobodys_minutes=found.nobodys_time // MINUTE,
        offers=[(each, reverse("console:card", args=[each.ticket.number])) for each in found.offers],
        offers_more=found.offer_count - len(found.offers),
        offers_url=queue_of(owes="offers"),
        loads=[_load(load, longest) for load in found.loads],
        grades=GRADES,
    )


def queue_of(**filters: str) -> str:
    return f"{reverse('console:queue')}?{urlencode({'tab': 'all'} | filters)}"


def _tile(code: str, figures: ByGrade, filters: dict[str, str]) -> Tile:
    grades = [(grade, Figure(n, queue_of(**filters, grade=str(grade)))) for grade, n in figures.items() if n]
    return Tile(code, Figure(sum(figures.values()), queue_of(**filters)), grades)


def _load(load: Load, longest: int) -> dict[str, object]:
    person = str(load.person.pk)
    bars, start = [], 0.0
    for grade in GRADES:
        width = 100 * load.handled.get(grade, 0) / longest if longest else 0
        if width:
            bars.append(Bar(grade, round(start, 2), round(width, 2)))
        start += width
    return {
        "name": load.person.name,
        "level": load.person.level,
        "total": Figure(load.total, queue_of(state="open", handler=person)),
        "grades": [
            (grade, Figure(load.handled.get(grade, 0), queue_of(state="open", handler=person, grade=str(grade))))
            for grade in GRADES
        ],
        "bars": bars,
        "first_contact": Figure(load.first_contact, queue_of(state="open", first_contact=person)),
    }
