"""Reading surveys: whom to call, what is low, and the figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from shouwen.apps.surveys.access import sees_people
from shouwen.apps.surveys.models import Survey
from shouwen.policy.roles import Actor
from shouwen.policy.survey import State
from shouwen.policy.tally import Asked, Satisfaction, satisfaction

PAGE = 25
VIEWS = ("due", "low", "answered", "unreached", "all")
MONTHS = 12
_OF_VIEW = {
    "due": Q(state=State.DUE),
    "low": Q(low=True, reviewed_at=None),
    "answered": Q(state=State.ANSWERED),
    "unreached": Q(state=State.UNREACHED),
    "all": Q(pk__gte=0),
}


@dataclass(frozen=True)
class Page:
    surveys: Sequence[Survey]
    after: str


def view_of(said: str) -> str:
    return said if said in VIEWS else "due"


def page(actor: Actor, view: str, hospital: int | None, after: str = "", *, size: int = PAGE) -> Page:
    """What is due first by its deadline, the others newest first. One query."""
    rows = Survey.objects.for_actor(actor).filter(_OF_VIEW[view])
    if hospital is not None:
        rows = rows.filter(hospital=hospital)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    order = ("due_at", "pk") if view == "due" else ("-closed_at", "-pk")
    rows = rows.select_related("hospital", "ticket", "rating", "person").annotate(tried=Count("tries")).order_by(*order)
    found = list(rows[start : start + size + 1])
    return Page(found[:size], str(start + size) if len(found) > size else "")


def counts(actor: Actor, hospital: int | None) -> dict[str, int]:
    """How many each view holds. One query."""
    rows = Survey.objects.for_actor(actor)
    if hospital is not None:
        rows = rows.filter(hospital=hospital)
    return rows.aggregate(**{view: Count("pk", filter=which) for view, which in _OF_VIEW.items()})


@dataclass(frozen=True)
class Row:
    name: str
    figures: Satisfaction


@dataclass(frozen=True)
class Figures:
    """`people`: everybody for those who lead; else only oneself."""

    whole: Satisfaction
    months: Sequence[Row]
    hospitals: Sequence[Row]
    people: Sequence[Row]


@dataclass(frozen=True)
class Told:
    """What the figures need of one survey."""

    month: str
    hospital: str
    person: str
    asked: Asked


def figures(actor: Actor, first: date, last: date, hospital: int | None = None) -> Figures:
    """Of what was settled from the first to the last day. Void ones do not count; one query."""
    rows = Survey.objects.for_actor(actor).filter(closed_at__gte=_midnight(first), closed_at__lt=_midnight(_next(last)))
    if hospital is not None:
        rows = rows.filter(hospital=hospital)
    own = None if sees_people(actor) else actor.id
    told = []
    for closed, house, person, name, state, overall, rating in rows.values_list(
        "closed_at", "hospital__short_name", "person", "person__name", "state", "overall", "rating__score"
    ):
        score = rating if rating is not None else overall
        shown = (name or "") if own is None or person == own else ""
        month = timezone.localtime(closed).strftime("%Y-%m")
        told.append(Told(month, house, shown, Asked(State(state), score)))
    return Figures(
        whole=satisfaction(each.asked for each in told),
        months=_by(told, lambda each: each.month, newest=True),
        hospitals=_by(told, lambda each: each.hospital),
        people=_by([each for each in told if each.person], lambda each: each.person),
    )


def _by(told: Sequence[Told], key: Callable[[Told], str], *, newest: bool = False) -> list[Row]:
    parts: dict[str, list[Asked]] = {}
    for each in told:
        parts.setdefault(key(each), []).append(each.asked)
    return [Row(name, satisfaction(rows)) for name, rows in sorted(parts.items(), reverse=newest)]


def period(given: Mapping[str, str], today: date) -> tuple[date, date]:
    """`from` and `until` as days; without them the last three months."""
    found = [_day(given.get(name, "")) for name in ("from", "until")]
    last = found[1] or today
    first = found[0] or (last - timedelta(days=90))
    return (first, last) if first <= last else (last, first)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001  made aware here
