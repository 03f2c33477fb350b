"""Canned replies and checklists, for those who try every address."""

from shouwen.apps.aids import actions
from shouwen.policy.macros import Step
from tests.cast import Cast, at

ABSENT = {"aid": "999999", "version": "999999", "macro": "999999", "step": "0", "aid_kind": "nothing"}


def aids_of(cast: Cast) -> dict[str, str]:
    """One checklist and one macro; they are everybody's."""
    made = actions.write(cast.actor("manager"), "checklist", actions.Said("检查", "一\n二"), at=at(0))
    said = actions.Said("说明", "用时", steps=(Step("note", words="先看日志"),))
    macro = actions.write(cast.actor("manager"), "macro", said, at=at(0))
    macros = {"macro": str(macro.versions.get().pk)}
    return macros | {"aid": str(made.pk), "version": str(made.versions.get().pk), "step": "0", "aid_kind": "reply"}
