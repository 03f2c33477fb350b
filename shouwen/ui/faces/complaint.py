"""A complaint as a page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.complaints.models import Complaint, ComplaintFile
from shouwen.apps.ledger.models import Event
from shouwen.policy.complaint import OPEN, Reading, State
from shouwen.ui.code_words import word
from shouwen.ui.faces.story import FileFace, FileUrls, OriginalUrl


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


def events_of(
    events: Iterable[Event], names: Mapping[int, str], reasons: Mapping[int, str], *, withheld: bool
) -> list[Line]:
    """The story of one complaint, with the names of those in it; `withheld`: not the customer's.

    `reasons`: why somebody was named or cleared, by the row.
    """
    return [
        Line(
            event.at,
            _who(event, names, withheld),
            word(event.code, "complaint_event"),
            " · ".join(filter(None, [_detail(event, names), reasons.get(event.data.get("naming", 0), "")])),
        )
        for event in events
    ]


@dataclass(frozen=True)
class Filed:
    """The files of a complaint: of its first words, and of each later word and answer by its id."""

    first: list[FileFace]
    words: dict[int, list[FileFace]]
    answers: dict[int, list[FileFace]]


def filed_of(rows: Iterable[ComplaintFile], file_urls: FileUrls, original_url: OriginalUrl | None = None) -> Filed:
    """`original_url`: where staff may ask to see one as it came; None for a customer."""
    found = Filed([], {}, {})
    for row in rows:
        url, thumb_url = file_urls(row.file_id)
        sealed = row.file.original_id
        face = FileFace(
            row.file.label,
            row.file.size,
            url,
            thumb_url if row.file.is_picture else "",
            row.shows_patient,
            original_url(sealed) if original_url and sealed else "",
        )
        if row.word_id is not None:
            found.words.setdefault(row.word_id, []).append(face)
        elif row.answer_id is not None:
            found.answers.setdefault(row.answer_id, []).append(face)
        else:
            found.first.append(face)
    return found


def _who(event: Event, names: Mapping[int, str], withheld: bool) -> str:
    return "" if withheld and event.actor_kind == "customer" else names.get(event.actor_id or 0, "")


def _detail(event: Event, names: Mapping[int, str]) -> str:
    data = event.data
    if "clock" in data:
        return word(data["clock"], "complaint_clock")
    if "grade" in data:
        return word(data["grade"], "complaint_grade")
    return names.get(data.get("handler") or data.get("person") or 0, "")
