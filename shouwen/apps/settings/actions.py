"""A setting is changed, from now on, with a reason; and changed back."""

from datetime import datetime

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.models import Head
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.settings import queries
from shouwen.apps.settings.events import SUBJECT, Code
from shouwen.apps.settings.models import Change
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.setting import setting_of

__all__ = ["change_setting", "undo_setting"]


@act
def change_setting(actor: Actor, code: str, said: str, reason: str, *, at: datetime) -> Change:
    """Another value of a setting, for whatever is made from `at` on; what is on record keeps its own.

    `said`: as it was typed; days and units as whole numbers, a choice by its code. Refused: `not_your_role`, `absent`;
    with `field`: `text_missing`, `not_a_number`, `number_range`, `unknown_choice`, `nothing_changed`, `text_too_long`.
    """
    _lock(actor, code)
    setting = setting_of(code)
    wanted, before = setting.read(said), queries.value(setting, at)
    if wanted == before:
        raise Refused("nothing_changed", field="value")
    return _write(actor, code, before, wanted, reason, at)


@act
def undo_setting(actor: Actor, code: str, reason: str, *, at: datetime) -> Change:
    """Back to what it was before the last change: itself a change, from now on.

    Refused: `not_your_role`, `absent`, `nothing_to_undo`; with `field`: `text_missing`, `text_too_long`.
    """
    _lock(actor, code)
    setting = setting_of(code)
    last = list(Change.objects.filter(code=code, at__lte=at)[:2])
    if not last:
        raise Refused("nothing_to_undo")
    back = last[1].value if len(last) > 1 else setting.default
    return _write(actor, code, last[0].value, back, reason, at)


def _lock(actor: Actor, code: str) -> None:
    """One change after the other: the chain's head is what all of them share."""
    if not queries.may_change(actor):
        raise Refused("not_your_role", act="change_setting")
    setting_of(code)
    Head.objects.select_for_update().filter(subject_kind=SUBJECT[0], subject_id=SUBJECT[1]).first()


def _write(actor: Actor, code: str, before: int | str, after: int | str, reason: str, at: datetime) -> Change:
    why = checked_text(reason, "reason", limit=200)
    row = Change.objects.create(code=code, value=after, at=at, by_id=actor.person, reason=why)
    append(
        subject=SUBJECT, actor=actor.ledger, code=Code.CHANGED.value, at=at, setting=code, before=before, after=after
    )
    return row
