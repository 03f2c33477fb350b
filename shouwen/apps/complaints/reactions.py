"""What follows on complaints when something else changes."""

from shouwen.apps.complaints.actions.ending import reopen
from shouwen.apps.complaints.actions.grading import unassign
from shouwen.apps.complaints.events import SUBJECT
from shouwen.apps.complaints.models import Complaint
from shouwen.apps.ledger.models import Event
from shouwen.policy.complaint import ENDED
from shouwen.policy.roles import SYSTEM
from shouwen.policy.survey import Solved


def colleague_left(event: Event) -> None:
    """Nothing stays in the hands of whoever left: a supervisor is asked for another."""
    ended = [state.value for state in ENDED]
    rows = Complaint.objects.filter(handler=event.subject_id).exclude(state__in=ended).order_by("pk")
    for complaint_id in list(rows.values_list("pk", flat=True)):
        unassign(complaint_id, at=event.at)


def customer_asked(event: Event) -> None:
    """The follow-up heard that it is not settled: one more round."""
    if event.data.get("kind") == SUBJECT and event.data.get("solved") == Solved.NO:
        reopen(SYSTEM, str(event.data["about"]), at=event.at)
