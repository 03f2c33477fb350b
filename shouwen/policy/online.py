"""在线服务: who counts as there, when a conversation waits too long, and what its delivery standard measures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from shouwen.policy.working_time import WorkingTime

# A side that was not heard of for so long is not there; what was typed shows for so long.
THERE_FOR = timedelta(seconds=45)
TYPES_FOR = timedelta(seconds=8)
# An agent at the desk; his page says so by itself.
SEATED_FOR = timedelta(minutes=10)
# A conversation in which nobody has said anything for so long ends by itself.
QUIET = timedelta(hours=2)


class Stage(StrEnum):
    WAITING = "waiting"
    ATTENDED = "attended"
    ENDED = "ended"


class Because(StrEnum):
    """Why a conversation ended."""

    AGENT = "agent"
    CUSTOMER = "customer"
    # The hours were over, and nobody had taken it: the card goes on.
    UNATTENDED = "unattended"
    QUIET = "quiet"
    CARD_ENDED = "card_ended"


class Said(StrEnum):
    """What a line is: words, or something that happened between them."""

    WORDS = "words"
    JOINED = "joined"
    OFFERED = "offered"
    LATE = "late"
    ENDED = "ended"


def answer_by(asked: datetime, minutes: int, online: WorkingTime) -> datetime:
    """Until when somebody answers: so many minutes of attended time after it was asked."""
    return online.add(asked, minutes * 60)


def is_there(seen: datetime | None, now: datetime) -> bool:
    return seen is not None and now - seen < THERE_FOR


def is_typing(typed: datetime | None, now: datetime) -> bool:
    return typed is not None and now - typed < TYPES_FOR


@dataclass(frozen=True)
class Asked:
    """One conversation: when it began, until when somebody answers, when somebody did, whether it is over."""

    at: datetime
    due: datetime
    answered: datetime | None
    over: bool


@dataclass(frozen=True)
class Standing:
    """The delivery standard as it was kept. Conversations that may still be answered in time are not judged."""

    judged: int
    kept: int
    unanswered: int
    # Seconds of attended time until the first answer: the middle one, and the longest.
    middle: int | None
    longest: int | None

    @property
    def rate(self) -> int | None:
        """Of a hundred, rounded down: what is not whole is not called whole."""
        return self.kept * 100 // self.judged if self.judged else None


def standing(asked: Iterable[Asked], now: datetime, online: WorkingTime) -> Standing:
    """How the first answers stand to their promise."""
    waits: list[int] = []
    judged = kept = unanswered = 0
    for each in asked:
        if each.answered is not None:
            judged += 1
            kept += each.answered <= each.due
            waits.append(online.between(each.at, each.answered))
        elif each.over or each.due < now:
            judged += 1
            unanswered += each.over
    return Standing(judged, kept, unanswered, int(median(waits)) if waits else None, max(waits, default=None))
