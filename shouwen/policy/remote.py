"""远程服务: what a hospital authorises, when a session may begin, what is kept of it, and when somebody goes there.

Clauses `remote.recorded`, `service.remote`.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role

# Whose word binds the hospital.
AUTHORISES = frozenset({Role.IT_HEAD})
LONGEST = timedelta(days=7)
# A word by telephone is written down soon, or it is none.
OLDEST_WORD = timedelta(days=1)
# Nor is it given long before it was asked for: written down while we still telephone, at the most.
WORD_BEFORE_ASKED = timedelta(hours=1)
# Off the hours of the remote service only what is this grave begins without a reason.
GRAVE = 2
KEPT = 3
MASK = "***"


class Scope(StrEnum):
    """看数据, 用院方账号, 改设置, 改数据, 重启: what may be done."""

    LOOK = "look"
    ACCOUNT = "account"
    SETTINGS = "settings"
    DATA = "data"
    RESTART = "restart"


class State(StrEnum):
    """已申请, 已授权, 已拒绝, 已撤回 (by the hospital), 已取消 (by us). Whether a window is over, the hour says."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Backup(StrEnum):
    DONE = "done"
    NOT_NEEDED = "not_needed"


class Because(StrEnum):
    """Why a session ended."""

    OPERATOR = "operator"
    WITHDRAWN = "withdrawn"
    WINDOW_OVER = "window_over"
    CARD_ENDED = "card_ended"
    LEFT = "left"


class Word(StrEnum):
    """The hospital's word on a session that has ended."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


CHANGES = frozenset({Scope.SETTINGS, Scope.DATA, Scope.RESTART})


@dataclass(frozen=True, slots=True)
class Window:
    """From the first instant on, until the last, which is no more in it."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at


def checked_scope(said: Iterable[str], within: Collection[str] = frozenset(Scope)) -> list[str]:
    """What is asked for or used, in the order of `Scope`, each once.

    Refused with field `scope`: `text_missing`, `unknown_choice`; `scope_not_granted` when it goes beyond `within`.
    """
    wanted = set(said)
    if not wanted:
        raise Refused("text_missing", field="scope")
    if not wanted <= set(Scope):
        raise Refused("unknown_choice", field="scope")
    if not wanted <= set(within):
        raise Refused("scope_not_granted", field="scope")
    return [each.value for each in Scope if each.value in wanted]


def checked_window(starts_at: datetime, ends_at: datetime, at: datetime) -> Window:
    """The window that is asked for. Refused with field `ends_at`: `window_order`, `window_past`, `window_too_long`."""
    if ends_at <= starts_at:
        raise Refused("window_order", field="ends_at")
    if ends_at <= at:
        raise Refused("window_past", field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise Refused("window_too_long", field="ends_at", days=LONGEST.days)
    return Window(starts_at, ends_at)


def narrowed(asked: Window, starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> Window:
    """The window as the hospital grants it: narrower, never wider; what it leaves open stays as it was asked for.

    Refused with field `starts_at` or `ends_at`: `window_not_inside`; with `ends_at`: `window_order`, `window_past`.
    """
    window = Window(starts_at or asked.starts_at, ends_at or asked.ends_at)
    if window.starts_at < asked.starts_at:
        raise Refused("window_not_inside", field="starts_at")
    if window.ends_at > asked.ends_at:
        raise Refused("window_not_inside", field="ends_at")
    return checked_window(window.starts_at, window.ends_at, at)


def needs_backup(scope: Collection[str], *, wanted: bool) -> bool:
    """Whatever changes something is backed up before, whether or not somebody asked for it."""
    return wanted or bool(CHANGES & set(scope))


def check_backup(said: str, words: str, *, needed: bool) -> None:
    """The hospital's word on the backup: done, or not needed, and why, where `needs_backup` did not ask for it.

    Refused with field `backup`: `unknown_choice`, `backup_needed`; with `backup_words`: `text_missing`.
    """
    if said not in set(Backup):
        raise Refused("unknown_choice", field="backup")
    if said == Backup.DONE:
        return
    if needed:
        raise Refused("backup_needed", field="backup")
    if not words.strip():
        raise Refused("text_missing", field="backup_words")


def check_start(state: str, window: Window, at: datetime) -> None:
    """No session without an authorisation in force (clause `remote.recorded`).

    Refused: `remote_not_granted`, `remote_not_yet`, `remote_over`.
    """
    if state != State.GRANTED:
        raise Refused("remote_not_granted", state=state)
    if at < window.starts_at:
        raise Refused("remote_not_yet")
    if at >= window.ends_at:
        raise Refused("remote_over")


def check_hours(grade: int, reason: str, *, is_open: bool) -> None:
    """Off the service's hours (6×12) only grades 1 and 2, or with a reason that is kept (clause `service.remote`).

    Refused with field `off_hours`: `remote_closed`.
    """
    if not is_open and grade > GRAVE and not reason.strip():
        raise Refused("remote_closed", field="off_hours")


def goes_by_itself(grade: int) -> bool:
    """Unsolved for so long, somebody is sent to a hospital of grades 1 and 2 without being asked for."""
    return grade <= GRAVE


# A device's own number, in groups; or the name of a gateway, a mark, and its number. Anything else is taken for a
# password: letters and figures in one run, marks, and words.
_SESSION_ID = re.compile(r"(?:[A-Za-z]{1,12}[-_#])*[0-9]+(?:[ -][0-9]+)*", re.ASCII)
_CALLED = r"(?:密码|口令|验证码|passwords?|passwd|passcode|(?<![a-z])pwd(?![a-z]){more})"
_QUOTE = r"[“”‘’\"'（(「『【\[《]?"
# After a mark or a copula whatever follows is one. Without, or after a verb, what is made as passwords are: at least
# four characters in one run, a figure or a mark among them, and no year. All is bounded: no text takes for ever.
_PASSWORD = re.compile(
    _CALLED.replace("{more}", r"|(?<![a-z])pass(?![a-z])")
    + r"\s{0,4}(?:[:：=＝]|是|为)\s{0,4}"
    + _QUOTE
    + r"\s{0,4}[!-~０-９ａ-ｚ]"
    + "|"
    + _CALLED.replace("{more}", "")
    + r"\s{0,4}(?:已?(?:重置|重设|修改|更改|变更|改|设置|设)(?:成|为)|is\b)?\s{0,4}"
    + _QUOTE
    + r"(?!20[0-9]{2}[-/.年])(?=[!-~]{0,30}(?:[0-9]|[@#$%^&*]|![!-~]))[!-~]{4,}",
    re.IGNORECASE,
)
SESSION_ID_LIMIT = 40
LEAST_DIGITS = 6


def masked_session(said: str) -> str:
    """A session's id as it is kept: its last three characters. Nothing that looks like a password gets this far.

    Refused with field `session_id`: `text_missing`, `text_too_long`, `looks_like_password`.
    """
    text = said.strip()
    if not text:
        raise Refused("text_missing", field="session_id")
    if len(text) > SESSION_ID_LIMIT:
        raise Refused("text_too_long", field="session_id", limit=SESSION_ID_LIMIT)
    if not _SESSION_ID.fullmatch(text) or sum(each.isdigit() for each in text) < LEAST_DIGITS:
        raise Refused("looks_like_password", field="session_id")
    return MASK + text[-KEPT:]


def check_no_password(text: str, field: str) -> str:
    """The same text, when nothing in it is called a password. Refused with this field: `password_in_text`."""
    if _PASSWORD.search(text):
        raise Refused("password_in_text", field=field)
    return text
