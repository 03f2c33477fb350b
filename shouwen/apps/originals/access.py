"""Who may open an original, and who sees that somebody did."""

from datetime import datetime

from shouwen.apps.settings.queries import value
from shouwen.policy.originals import OPENS, READS_OPENINGS
from shouwen.policy.roles import Actor
from shouwen.policy.setting import ORIGINALS_BY


def may_open(actor: Actor, at: datetime) -> bool:
    """By right; that he may see the card is asked besides. Who could not in any case costs no question."""
    if not actor.is_staff or not any(actor.roles & roles for roles in OPENS.values()):
        return False
    return bool(actor.roles & OPENS[value(ORIGINALS_BY, at)])


def may_read_openings(actor: Actor) -> bool:
    """The list of who opened what: for those who answer for it."""
    return actor.is_staff and bool(actor.roles & READS_OPENINGS)
