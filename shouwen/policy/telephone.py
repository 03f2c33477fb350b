"""A call from what an exchange tells of it, in whatever order, once or more often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shouwen.policy.refusal import Refused


class Step(StrEnum):
    OFFERED = "offered"
    ANSWERED = "answered"
    ENDED = "ended"


class Outcome(StrEnum):
    """What became of it, as the agent says."""

    AT_ONCE = "at_once"
    CARD = "card"
    PASSED = "passed"
    NOTHING = "nothing"


class Source(StrEnum):
    EXCHANGE = "exchange"
    HAND = "hand"
    PAPER = "paper"
    FILE = "file"


@dataclass(frozen=True)
class Told:
    """One event. `at` is when it happened, whenever it came."""

    step: Step
    at: datetime
    number: str = ""
    agent: str = ""
    recording: str = ""


@dataclass(frozen=True)
class Facts:
    """`offered` is the earliest that is known."""

    offered: datetime
    answered: datetime | None
    ended: datetime | None
    number: str
    agent: str
    recording: str


def fold(told: Iterable[Told]) -> Facts:
    """What is known of one call: the same whatever the order, and however often each event came.

    The first instant of each step counts, the last of the end; words come from the latest event that has them, and who
    answered is who has it. Raises Refused `call.unknown` without any event.
    """
    rows = sorted(set(told), key=lambda each: (each.at, each.step, each.number, each.agent, each.recording))
    if not rows:
        raise Refused("call.unknown")
    offered = [each.at for each in rows if each.step is Step.OFFERED]
    answered = [each.at for each in rows if each.step is Step.ANSWERED]
    ended = [each.at for each in rows if each.step is Step.ENDED]
    start = min(offered) if offered else rows[0].at
    by = [each.agent for each in rows if each.step is Step.ANSWERED and each.agent]
    return Facts(
        offered=start,
        answered=min(answered) if answered else None,
        ended=max(ended) if ended else None,
        number=_last(each.number for each in rows),
        agent=by[-1] if by else _last(each.agent for each in rows),
        recording=_last(each.recording for each in rows),
    )


def _last(words: Iterable[str]) -> str:
    return next((word for word in reversed(list(words)) if word), "")


def check_order(offered: datetime, answered: datetime | None, ended: datetime | None, now: datetime) -> None:
    """Refused with `field`: `time_not_past`, `dates_order`, for times that somebody wrote down."""
    last, field = offered, "offered_at"
    for name, at in (("answered_at", answered), ("ended_at", ended)):
        if at is None:
            continue
        if at < last:
            raise Refused("dates_order", field=name)
        last, field = at, name
    if last > now:
        raise Refused("time_not_past", field=field)
