"""What programs send and are shown of the remote service."""

from datetime import datetime

from pydantic import BaseModel, Field

from shouwen.api.frame.wire import Body, Id, Instant, example, one_of
from shouwen.policy.remote import Backup, Scope

SCOPES = "Of: " + ", ".join(Scope)


class SessionOut(BaseModel):
    """`masked_id`: all that is kept of the session's id. `stage`: running, unwritten, waiting, confirmed, rejected."""

    number: str
    card: str
    authorisation: str
    stage: str
    operator: int
    tool: str
    masked_id: str
    scope: list[str]
    started_at: datetime
    ended_at: datetime | None
    ended_because: str
    off_hours: str
    changed: str
    recording: str
    solved: bool | None
    signed_name: str
    remark: str


class RemoteSessions(BaseModel):
    items: list[SessionOut]
    next: str | None


class AuthorisationOut(BaseModel):
    number: str
    card: str
    state: str
    why: str
    scope: list[str]
    systems: str
    tool: str
    needs_backup: bool
    backup: str
    starts_at: datetime
    ends_at: datetime
    asked_at: datetime
    signed_name: str
    by_phone: bool
    words: str
    sessions: list[SessionOut]


class RemoteOnCard(BaseModel):
    """`onsite_due`: when somebody should have been sent, while that waits for a word."""

    items: list[AuthorisationOut]
    onsite_due: datetime | None


class NewAuthorisation(Body):
    """`backup`: asked for also where nothing is to be changed."""

    model_config = example(
        {
            "why": "结算慢，需查看执行计划。",
            "scope": ["look"],
            "systems": "收费库",
            "tool": "ToDesk",
            "starts_at": "2026-03-03T10:00:00+08:00",
            "ends_at": "2026-03-03T14:00:00+08:00",
        }
    )

    why: str
    scope: list[str] = Field(min_length=1, max_length=5, description=SCOPES)
    systems: str
    tool: str
    starts_at: Instant
    ends_at: Instant
    backup: bool = False


class RemoteGrant(Body):
    """The window only where it is made narrower."""

    model_config = example({"signed_name": "甲主任", "backup": "done"})

    signed_name: str
    backup: str = one_of(Backup)
    backup_words: str = ""
    starts_at: Instant | None = None
    ends_at: Instant | None = None


class PhoneGrant(Body):
    """Told by telephone, and written down by staff."""

    model_config = example({"signed_name": "李工", "backup": "done", "said_at": "2026-03-03T10:00:00+08:00"})

    signed_name: str
    backup: str = one_of(Backup)
    backup_words: str = ""
    said_at: Instant


class RemoteWords(Body):
    model_config = example({"words": "今天有评审。"})

    words: str = ""


class NewSession(Body):
    """Without scope and tool: those that were granted. Never a password."""

    model_config = example({"session_id": "123 456 789"})

    session_id: str
    scope: list[str] = Field(default=[], max_length=5, description=SCOPES)
    tool: str = ""
    off_hours: str = ""


class SessionEnd(Body):
    model_config = example({"changed": "重建索引。", "solved": True})

    changed: str
    solved: bool
    recording: str = ""


class SessionName(Body):
    model_config = example({"signed_name": "甲主任"})

    signed_name: str


class SessionRemark(Body):
    model_config = example({"remark": "还改了打印参数。"})

    remark: str


class OnsiteOut(BaseModel):
    card: str
    state: str


class OnsiteSend(Body):
    model_config = example({"engineer": 1, "reason": "远程未解决"})

    engineer: Id
    reason: str
