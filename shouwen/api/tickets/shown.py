"""A card as a program reads it. Codes stay codes; words are there only where people wrote them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel


class Named(BaseModel):
    id: int
    name: str


class ModuleRef(BaseModel):
    id: int
    code: str
    name: str


class Row(BaseModel):
    """A card in a list. `next_due_at`: the first promise that is still open."""

    number: str
    title: str
    state: str
    grade: int
    kind: str
    hospital: Named | None
    department: Named | None
    module: ModuleRef | None
    first_contact: Named
    handler: Named | None
    accepted_at: datetime
    next_due_at: datetime | None


class Rows(BaseModel):
    """`next`: the cursor of the next page, null on the last one."""

    items: list[Row]
    next: str | None


class Clock(BaseModel):
    kind: str
    state: str
    grade: int
    calendar: str
    target_minutes: int
    elapsed_minutes: int
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    breached_at: datetime | None
    provisional: bool


class Span(BaseModel):
    """Half-open; `note` says which holiday it was, or who paused and why."""

    start: datetime
    end: datetime
    because: str
    minutes: int
    note: str


class Clause(BaseModel):
    id: str
    text: str


class Proof(BaseModel):
    """Why a clock is due when it is due."""

    clock: Clock
    spans: list[Span]
    clauses: list[Clause]
    calendar_version: int
    policy_version: str


class Verdict(BaseModel):
    """Who pays, and the clauses in the order in which they were applied."""

    phase: str
    cover: str
    charge: str
    clauses: list[Clause]


class Hold(BaseModel):
    reason: str
    words: str


class Resolved(BaseModel):
    at: datetime
    by: Named
    cause: str
    finding: str
    remedy: str
    prevention: str
    is_workaround: bool


class OpenOffer(BaseModel):
    to: Named
    by: Named
    reason: str
    expires_at: datetime


class Urgent(BaseModel):
    """The last urgent response. `unit`: reserved, used, or available when it came back or there was none."""

    state: str
    words: str
    answer: str
    at: datetime
    due_at: datetime
    needs_quote: bool
    unit: str


class RulingStep(BaseModel):
    step: str
    by: Named
    at: datetime
    cause: str
    words: str


class Ruling(BaseModel):
    """The last ruling on the cause, with its evidence and its steps."""

    state: str
    cause: str
    reproduction: str
    clause: str
    version: str
    due_at: datetime | None
    appeal_until: datetime | None
    steps: list[RulingStep]


class Card(Row):
    """`may`: what the caller can do with it now. `caller_name`, `caller_phone` and `offer` are told to staff only."""

    channel: str
    service: str
    impact: str
    urgency: str
    cause: str
    grade_is_provisional: bool
    outcome: str
    level: str
    campus: Named | None
    contact: Named | None
    caller_name: str
    caller_phone: str
    version: str
    responded_at: datetime | None
    confirmed_at: datetime | None
    closes_at: datetime | None
    archives_at: datetime | None
    changed_at: datetime
    policy_version: str
    calendar_version: int
    clocks: list[Clock]
    verdict: Verdict
    hold: Hold | None
    resolution: Resolved | None
    offer: OpenOffer | None
    urgent: Urgent | None
    ruling: Ruling | None
    may: list[str]


class Attached(BaseModel):
    id: UUID
    label: str
    size: int
    shows_patient: bool


class FileRow(BaseModel):
    id: UUID
    label: str
    size: int
    media_type: str
    sha256: str
    shows_patient: bool
    at: datetime


class Files(BaseModel):
    items: list[FileRow]


class Told(BaseModel):
    """One thing that happened. `code`: what, of an event; `text`: what was written, of a message or a note."""

    kind: Literal["event", "message", "note"]
    at: datetime
    who: str
    from_customer: bool
    code: str
    detail: str
    text: str
    files: list[Attached]


class Story(BaseModel):
    items: list[Told]
