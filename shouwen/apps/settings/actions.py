"""A setting is changed, from now on, with a reason; and changed back."""

from datetime import datetime
from typing import Any

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.models import Head
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.queries import posts
from shouwen.apps.settings import queries
from shouwen.apps.settings.events import SUBJECT, Code
from shouwen.apps.settings.models import Change
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, Role
from shouwen.policy.separation import clash
from shouwen.policy.setting import SEPARATION, Setting, setting_of

__all__ = ["change_setting", "undo_setting"]


@act
def change_setting(actor: Actor, code: str, said: str, reason: str, *, at: datetime) -> Change:
    """Another value of a setting, for whatever is made from `at` on; what is on record keeps its own.

    `said`: as it was typed; days and units as whole numbers, a choice by its code. Refused: `not_your_role`, `absent`;
    `posts_shared`, `no_security_admin`; with `field`: `text_missing`, `not_a_number`, `number_range`, `unknown_choice`,
    `nothing_changed`, `text_too_long`.
    """
    setting = _lock(actor, code, at)
    wanted, before = setting.read(said), queries.value(setting, at)
    if wanted == before:
        raise Refused("nothing_changed", field="value")
    return _write(actor, code, before, wanted, reason, at)


@act
def undo_setting(actor: Actor, code: str, reason: str, *, at: datetime) -> Change:
    """Back to what it was before the last change: itself a change, from now on.

    Refused: `not_your_role`, `absent`, `nothing_to_undo`; with `field`: `text_missing`, `text_too_long`.
    """
    setting = _lock(actor, code, at)
    last = list(Change.objects.filter(code=code, at__lte=at)[:2])
    if not last:
        raise Refused("nothing_to_undo")
    back = last[1].value if len(last) > 1 else setting.default
    return _write(actor, code, last[0].value, back, reason, at)


def _lock(actor: Actor, code: str, at: datetime) -> Setting[Any]:
    """One change after the other: the chain's head is what all of them share."""
    if not queries.may_change_any(actor, at):
        raise Refused("not_your_role", act="change_setting")
    setting = setting_of(code)
    if not queries.may_change(actor, setting, at):
        raise Refused("not_your_role", act="change_setting")
    Head.objects.select_for_update().filter(subject_kind=SUBJECT[0], subject_id=SUBJECT[1]).first()
    return setting


def _can_be_separated() -> None:
    """Somebody must be there to give roles, and nobody may hold two of the three posts already."""
    held: dict[str, set[str]] = {}
    for name, role in posts():
        held.setdefault(name, set()).add(role)
    both = sorted(name for name, roles in held.items() if clash(roles))
    if both:
        raise Refused("posts_shared", names=", ".join(both))
    if not any(Role.SECURITY_ADMIN in roles for roles in held.values()):
        raise Refused("no_security_admin")


def _write(actor: Actor, code: str, before: int | str, after: int | str, reason: str, at: datetime) -> Change:
    why = checked_text(reason, "reason", limit=200)
    if (code, after) == (SEPARATION.code, "on"):
        _can_be_separated()
    row = Change.objects.create(code=code, value=after, at=at, by_id=actor.person, reason=why)
    append(
        subject=SUBJECT, actor=actor.ledger, code=Code.CHANGED.value, at=at, setting=code, before=before, after=after
    )
    return row
