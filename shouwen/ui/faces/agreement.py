"""An agreement's lines as a page shows them, and the days of all of them on one scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shouwen.apps.agreements.book import LineNow, code_of
from shouwen.apps.agreements.models import Agreement, Line
from shouwen.ui.code_words import word
from shouwen.ui.faces.module import module_name

# Units of the picture's own scale; the page stretches it.
WIDTH = 1000


@dataclass(frozen=True)
class LineFace:
    pk: int
    agreement: str
    agreement_id: int
    what: str
    where: str
    state: str
    until: date | None
    days_left: int | None
    free_from: date
    free_until: date
    basis: str
    overlaps: Sequence[str]
    line: Line


@dataclass(frozen=True)
class Bar:
    x: int
    width: int
    code: str
    words: str


@dataclass(frozen=True)
class TimelineRow:
    what: str
    where: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Timeline:
    rows: Sequence[TimelineRow]
    first: date
    last: date
    today: int


def what_of(line: Line) -> str:
    return module_name(line.module) or pgettext("agreement line", "All modules")


def where_of(line: Line) -> str:
    return line.campus.name if line.campus else pgettext("agreement line", "All campuses")


def line_words(line: Line) -> str:
    """What it covers and where, in a few words."""
    return f"{what_of(line)} · {where_of(line)}"


def line_faces(agreement: Agreement, lines: Iterable[LineNow], today: date) -> list[LineFace]:
    return [
        LineFace(
            pk=each.line.pk,
            agreement=agreement.number,
            agreement_id=agreement.pk,
            what=what_of(each.line),
            where=where_of(each.line),
            state=code_of(each.standing),
            until=each.standing.until,
            days_left=(each.standing.until - today).days if each.standing.until else None,
            free_from=each.line.free_from,
            free_until=each.line.free_until,
            basis=each.line.basis,
            overlaps=[line_words(other) for other in each.overlaps],
            line=each.line,
        )
        for each in lines
    ]


def timeline_of(lines: Sequence[LineNow], today: date) -> Timeline | None:
    """Each line's phases on one scale that holds them all and today; None when there is nothing to draw."""
    days = [day for each in lines for span in each.spans for day in (span.first, span.last)]
    if not days:
        return None
    first, last = min([*days, today]), max([*days, today])
    length = max((last - first).days + 1, 1)

    def place(day: date) -> int:
        return (day - first).days * WIDTH // length

    rows = []
    for each in lines:
        bars = []
        for span in each.spans:
            start = place(span.first)
            width = max(place(span.last) - start, 3)
            words = _("%(phase)s: %(first)s to %(last)s") % {
                "phase": word(f"{span.phase.value}.{span.cover.value}", "standing"),
                "first": span.first,
                "last": span.last,
            }
            bars.append(Bar(start, width, f"{span.phase.value}-{span.cover.value}", words))
        rows.append(TimelineRow(what_of(each.line), where_of(each.line), bars))
    return Timeline(rows, first, last, place(today))
