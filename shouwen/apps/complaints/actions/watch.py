"""What time brings about: a share of a deadline is told once."""

from datetime import datetime

from shouwen.apps.complaints import clocks, events
from shouwen.apps.complaints.models import Complaint, Told
from shouwen.apps.ledger.unit_of_work import act
from shouwen.policy.roles import SYSTEM


@act
def look(complaint_id: int, *, at: datetime) -> int:
    """Tell what is due on one complaint; of several shares only the last is not `overtaken`."""
    complaint = Complaint.objects.select_for_update(skip_locked=True).filter(pk=complaint_id).first()
    if complaint is None:
        return 0
    ripe = [each for each in clocks.coming(complaint, at) if each[0] <= at]
    for when, reading, percent in ripe:
        round_ = 1 if reading.clock == "response" else complaint.round
        clock = reading.clock.value
        Told.objects.create(complaint=complaint, clock=clock, round=round_, percent=percent, due_at=when, at=at)
        later = any(other.clock == reading.clock and more > percent for _when, other, more in ripe)
        code = events.Code.BREACHED if percent == clocks.LATE else events.Code.WARNED
        facts = {"clock": clock, "percent": percent, "due": when.isoformat(), "overtaken": later}
        events.record(complaint, code, SYSTEM, at, **facts)
    changed_at = complaint.changed_at
    clocks.settle(complaint, at)
    complaint.changed_at = changed_at
    complaint.save(update_fields=["next_due_at", "next_look_at"])
    return len(ripe)
