"""Canned replies and checklists, for those who try every address."""

from shouwen.apps.aids import actions
from tests.cast import Cast, at

ABSENT = {"aid": "999999", "version": "999999", "step": "0", "aid_kind": "nothing"}


def aids_of(cast: Cast) -> dict[str, str]:
    """One checklist; it is everybody's."""
    made = actions.write(cast.actor("manager"), "checklist", actions.Said("检查", "一\n二"), at=at(0))
    return {"aid": str(made.pk), "version": str(made.versions.get().pk), "step": "0", "aid_kind": "reply"}
