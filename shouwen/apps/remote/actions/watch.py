"""What time says: a window is over."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.remote.access import lock_card_of
from shouwen.apps.remote.ending import cut_off
from shouwen.apps.remote.models import RemoteSession
from shouwen.policy.remote import Because
from shouwen.policy.roles import SYSTEM


@act
def end_when_over(session_id: int, *, at: datetime) -> bool:
    """A session does not outlast its window. False when it has ended meanwhile."""
    ticket = lock_card_of(RemoteSession.objects.get(pk=session_id))
    found = RemoteSession.objects.select_for_update().get(pk=session_id)
    if found.ended_at is not None or found.ends_by > at:
        return False
    cut_off(ticket, found, SYSTEM, Because.WINDOW_OVER, at)
    return True
