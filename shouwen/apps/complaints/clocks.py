"""The clocks of a complaint: facts into the pure function, and when to look again."""

from datetime import datetime

from shouwen.apps.calendars.queries import working_times
from shouwen.apps.complaints.models import Complaint
from shouwen.policy.calendars import CalendarName
from shouwen.policy.complaint import ENDED, Facts, Grade, Reading, State, next_due, readings

WARN, LATE = 80, 100


def replayed(complaint: Complaint, now: datetime) -> tuple[Reading, ...]:
    """The clocks of its present round at an instant; after its end nothing runs on. One query, unless its gradings are
    there already."""
    grades = [(row.at, Grade(row.grade)) for row in complaint.gradings.all()]
    facts = Facts(
        received=complaint.received_at,
        grades=grades,
        contacted=complaint.contacted_at,
        round_since=complaint.round_since,
        interim=complaint.interim_at,
        answered=complaint.answered_at,
    )
    ended = complaint.settled_at if State(complaint.state) in ENDED else None
    return readings(facts, min(now, ended or now), working_times(complaint.calendar_version_id)[CalendarName.ONLINE])


def coming(complaint: Complaint, now: datetime) -> list[tuple[datetime, Reading, int]]:
    """Shares of deadlines that are still to be told, by instant. Two queries."""
    if State(complaint.state) in ENDED:
        return []
    told = set(complaint.told.values_list("clock", "round", "percent"))
    found = []
    for reading in replayed(complaint, now):
        if reading.done_at is not None and reading.breached_at is None:
            continue
        late_at = reading.breached_at or reading.due_at
        for percent, at in ((WARN, reading.warn_at), (LATE, late_at)):
            round_ = 1 if reading.clock == "response" else complaint.round
            overtaken = percent == WARN and reading.done_at is not None
            if (reading.clock.value, round_, percent) not in told and not overtaken:
                found.append((at, reading, percent))
    return sorted(found, key=lambda each: each[0])


def settle(complaint: Complaint, at: datetime) -> None:
    """Write down when its next deadline ends and when to look again. The caller saves."""
    complaint.changed_at = at
    ended = State(complaint.state) in ENDED
    complaint.next_due_at = None if ended else next_due(replayed(complaint, at))
    complaint.next_look_at = next((when for when, _reading, _percent in coming(complaint, at)), None)
