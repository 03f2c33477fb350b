"""What a setting was at an instant, and who has changed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from shouwen.apps.people.house_rules import HouseRules, may_secure
from shouwen.apps.settings.models import Change
from shouwen.policy.password_profile import PROFILES
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.setting import CHANGES_SETTINGS, PASSWORDS, READS_SETTINGS, SEPARATION, SETTINGS, Setting, T

PAGE = 500


def value(setting: Setting[T], at: datetime) -> T:
    """The value at this instant: the newest change's, or the default before any."""
    row = Change.objects.filter(code=setting.code, at__lte=at).first()
    found: T = setting.default if row is None else row.value
    return found


def both(one: Setting[T], other: Setting[T], at: datetime) -> tuple[T, T]:
    """Two values at this instant. One query."""
    found: dict[str, T] = {}
    for code, said in Change.objects.filter(code__in=(one.code, other.code), at__lte=at).values_list("code", "value"):
        found.setdefault(code, said)
    return found.get(one.code, one.default), found.get(other.code, other.default)


def ever(setting: Setting[T]) -> set[T]:
    """Every value that it ever had, the default included."""
    return {setting.default, *Change.objects.filter(code=setting.code).values_list("value", flat=True)}


def may_read(actor: Actor) -> bool:
    return actor.is_staff and bool(actor.roles & READS_SETTINGS)


def may_change(actor: Actor, setting: Setting[Any], at: datetime) -> bool:
    """The desk's figures are set by those who lead it, the rules of accounts by whoever gives roles."""
    if setting.security:
        return may_secure(actor, at)
    return may_lead_desk(actor)


def may_change_any(actor: Actor, at: datetime) -> bool:
    return may_lead_desk(actor) or may_secure(actor, at)


def may_lead_desk(actor: Actor) -> bool:
    """Whoever sets the desk's figures."""
    return actor.is_staff and bool(actor.roles & CHANGES_SETTINGS)


def house_rules(at: datetime) -> HouseRules:
    """What is set about accounts, for the floor below. One query."""
    codes = (SEPARATION.code, PASSWORDS.code)
    found: dict[str, str] = {}
    for code, said in Change.objects.filter(code__in=codes, at__lte=at).values_list("code", "value"):
        found.setdefault(code, said)
    separated = found.get(SEPARATION.code, SEPARATION.default) == "on"
    return HouseRules(separated, PROFILES[found.get(PASSWORDS.code, PASSWORDS.default)])


@dataclass(frozen=True)
class Standing:
    """A setting as it is now, and its changes, the newest first."""

    setting: Setting[Any]
    value: int | str
    changes: Sequence[Change]


def standings(actor: Actor) -> Mapping[str, Standing]:
    """Every setting by its code, in the order of their declaration. One query. Refused: `not_your_role`."""
    told: dict[str, list[Change]] = {code: [] for code in SETTINGS}
    for change in _changes(actor):
        if change.code in told:
            told[change.code].append(change)
    return {
        code: Standing(setting, told[code][0].value if told[code] else setting.default, told[code])
        for code, setting in SETTINGS.items()
    }


def changes(actor: Actor, after: str = "", size: int = PAGE) -> tuple[Sequence[Change], str]:
    """A page of every change, the newest first, and the cursor of the next. Refused: `not_your_role`."""
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 7 else 0
    found = list(_changes(actor)[start : start + size + 1])
    return found[:size], str(start + size) if len(found) > size else ""


def _changes(actor: Actor) -> QuerySet[Change]:
    if not may_read(actor):
        raise Refused("not_your_role", act="read_settings")
    return Change.objects.select_related("by")
