"""How a list of cards is narrowed: a few written-down keys, each with what it may say and which cards it means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils import timezone

from shouwen.apps.customers.models import Hospital
from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import User
from shouwen.apps.prepared import Prepared
from shouwen.apps.tickets.actions.intake import CHANNELS
from shouwen.apps.tickets.debts import LIVE, Debt, owed
from shouwen.policy.lifecycle import State
from shouwen.policy.roles import Actor, Level
from shouwen.policy.severity import Kind

SOON = timedelta(hours=2)
GRADES = ("1", "2", "3", "4", "5")
# By the hospital itself: a report, or a question asked online.
OWN_CHANNELS = ("portal", "chat")
TEXT = CharField()
# Every state in which somebody still has to do something; and a card in nobody's hands.
OPEN = "open"
NOBODY = "nobody"


class ClockState(StrEnum):
    """How the next deadline of an open card stands."""

    LATE = "late"
    SOON = "soon"


# What was asked, checked: key and value, in the order of `KEYS`.
Filters = Mapping[str, str]


@dataclass(frozen=True)
class Named:
    """A choice that only the database knows. `name_en` is empty where a name is the same in every language."""

    name: str
    name_en: str = ""
    gone: bool = False
    unlisted: bool = False


@dataclass(frozen=True)
class Choices:
    """What one person may narrow his list to: hospitals that he may know of, modules, colleagues."""

    hospitals: Mapping[str, Named]
    modules: Mapping[str, Named]
    people: Mapping[str, Named]


def choices(actor: Actor) -> Choices:
    """The hospitals, modules and colleagues to choose from, by id. One query."""
    found: dict[str, dict[str, Named]] = {"hospital": {}, "module": {}, "person": {}}
    belongs = {"unlisted": "hospital", "gone": "person"}
    for what, pk, name, name_en in sorted(_CHOICES.ask(actor.standing, **actor.reach), key=lambda row: row[2]):
        named = Named(name, name_en, gone=what == "gone", unlisted=what == "unlisted")
        found[belongs.get(what, what)][str(pk)] = named
    return Choices(found["hospital"], found["module"], found["person"])


def _build_choices(shape: Actor, **reach: Any) -> QuerySet[Any, tuple[str, int, str, str]]:
    hospitals = (
        Hospital.objects.for_actor(shape.reaching(**reach))
        .order_by()
        .values_list(_called(Q(is_unlisted=True), "unlisted", "hospital"), "pk", "name", Value("", TEXT))
    )
    modules = Module.objects.order_by().values_list(Value("module", TEXT), "pk", "name_zh", "name_en")
    staff = User.objects.filter(kind=User.Kind.STAFF).values_list(
        _called(Q(is_active=False), "gone", "person"), "pk", "name", Value("", TEXT)
    )
    return hospitals.union(modules, staff, all=True)


_CHOICES = Prepared(_build_choices)


def _called(condition: Q, name: str, otherwise: str) -> Case:
    return Case(When(condition, then=Value(name)), default=Value(otherwise), output_field=TEXT)


def checked(given: Mapping[str, str], allowed: Choices) -> Filters:
    """Of what was asked only what a filter knows; anything else is left out."""
    found = {key: given[key] for key in KEYS if given.get(key) and _knows(key, given[key], allowed)}
    if "who" in found and "owes" not in found:
        del found["who"]
    return found


def left_out(given: Mapping[str, str], filters: Filters) -> bool:
    """Did somebody ask for more than he gets? The list then says so."""
    return any(given.get(key) and key not in filters for key in KEYS)


def where(filters: Filters, now: datetime) -> Q:
    """The cards that all of these filters mean; every card when there is none."""
    found = Q()
    for key, value in filters.items():
        found &= MEANS[key](value, now)
    if "owes" in filters:
        found &= owed(Debt(filters["owes"]), int(filters["who"]) if "who" in filters else None, now)
    return found


def only_open(filters: Filters) -> bool:
    """Does a filter leave out what has ended? Such a list is ordered by what is due."""
    return filters.get("state", State.ARCHIVED) in {*LIVE, OPEN} or "clock" in filters or "owes" in filters


def _knows(key: str, value: str, allowed: Choices) -> bool:
    if key in {"from", "until"}:
        return _day(value) is not None
    if key in CODES:
        return value in CODES[key]
    named = {"hospital": allowed.hospitals, "module": allowed.modules}
    return value in named.get(key, allowed.people) or (key == "handler" and value == NOBODY)


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    # "20260301" is a date to Python, and a second address for the same list.
    return day if 2000 <= day.year < 2100 and day.isoformat() == value else None


def _midnight(value: str, days: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(value) + timedelta(days=days), time.min))


def _clock(value: str, now: datetime) -> Q:
    live = Q(state__in=LIVE)
    if value == ClockState.LATE:
        return live & Q(next_due_at__lte=now)
    return live & Q(next_due_at__gt=now, next_due_at__lte=now + SOON)


CODES: Mapping[str, frozenset[str]] = {
    "grade": frozenset(GRADES),
    "state": frozenset({*State, OPEN}),
    "level": frozenset(Level),
    "kind": frozenset(Kind),
    "channel": frozenset({*OWN_CHANNELS, *CHANNELS}),
    "clock": frozenset(ClockState),
    "owes": frozenset(Debt),
}
MEANS: Mapping[str, Callable[[str, datetime], Q]] = {
    "hospital": lambda value, _now: Q(hospital=int(value)),
    "module": lambda value, _now: Q(module=int(value)),
    "grade": lambda value, _now: Q(grade=int(value)),
    "state": lambda value, _now: Q(state__in=LIVE) if value == OPEN else Q(state=value),
    "level": lambda value, _now: Q(level=value),
    "handler": lambda value, _now: Q(handler=None) if value == NOBODY else Q(handler=int(value)),
    "first_contact": lambda value, _now: Q(first_contact=int(value)),
    "kind": lambda value, _now: Q(kind=value),
    "channel": lambda value, _now: Q(channel=value),
    "from": lambda value, _now: Q(accepted_at__gte=_midnight(value)),
    "until": lambda value, _now: Q(accepted_at__lt=_midnight(value, 1)),
    "clock": _clock,
    # A figure of the accountability page, and whose: together they mean something, see `where`.
    "owes": lambda _value, _now: Q(),
    "who": lambda _value, _now: Q(),
}
KEYS = tuple(MEANS)
