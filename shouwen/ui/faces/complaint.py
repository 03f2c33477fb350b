"""A complaint as a page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.complaints.models import Complaint
from shouwen.apps.ledger.models import Event
from shouwen.policy.complaint import OPEN, Reading, State
from shouwen.ui.code_words import word


@dataclass(frozen=True)
class Due:
    """What a chip needs of a deadline."""

    kind: str
    state: str
    due_at: datetime
    warn_at: datetime
    stopped_at: datetime | None = None
    breached_at: datetime | None = None
    hold_reason: str = ""


def reading_faces(readings: Iterable[Reading]) -> list[Due]:
    return [
        Due(each.clock.value, each.state, each.due_at, each.warn_at, each.done_at, each.breached_at)
        for each in readings
    ]


def due_of(complaint: Complaint, now: datetime) -> Due | None:
    """The next deadline in a list; None when nothing is owed."""
    at = complaint.next_due_at
    if at is None or State(complaint.state) not in OPEN:
        return None
    state = "breached" if at < now else "running"
    return Due("answer", state, at, complaint.round_since + (at - complaint.round_since) * 4 / 5, None, at)


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    words: str
    detail: str


def events_of(events: Iterable[Event], names: Mapping[int, str], *, withheld: bool) -> list[Line]:
    """The story of one complaint, with the names of those in it; `withheld`: not the customer's."""
    return [
        Line(event.at, _who(event, names, withheld), word(event.code, "complaint_event"), _detail(event, names))
        for event in events
    ]


def _who(event: Event, names: Mapping[int, str], withheld: bool) -> str:
    return "" if withheld and event.actor_kind == "customer" else names.get(event.actor_id or 0, "")


def _detail(event: Event, names: Mapping[int, str]) -> str:
    data = event.data
    if "clock" in data:
        return word(data["clock"], "complaint_clock")
    if "grade" in data:
        return word(data["grade"], "complaint_grade")
    return names.get(data.get("handler") or data.get("person") or 0, "")
