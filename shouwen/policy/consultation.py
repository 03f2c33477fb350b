"""会诊 and 专家: deadlines, who may be sent on a day, and the way of a consultation to its signed minutes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Role

# Within so many hours of the call there is a conclusion; a grade that is not named has the last one's.
HOURS: Mapping[int, int] = {1: 4, 2: 8, 3: 24}
# In minutes: an invitation that was never answered.
ABSENT = "absent"
LONGEST = timedelta(days=30)
# Warned when four fifths are used up, pressed when it is due, and the director is told so much later.
WARN_SHARE = 80
ESCALATE_AFTER = timedelta(hours=4)
# A certificate's end is told so many days ahead.
WARN_DAYS = 60
KEEPS_EXPERTS = frozenset({Role.DIRECTOR, Role.ADMIN})
NAMES_EXPERTS = frozenset({Role.DIRECTOR, Role.ACCOUNT_MANAGER})


class Stage(StrEnum):
    """召集, 有结论, 已签字, 已取消."""

    CALLED = "called"
    CONCLUDED = "concluded"
    SIGNED = "signed"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """An invitation: open, accepted, declined."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Told(StrEnum):
    """What time says, each once: it is due soon, it is due, it is long due."""

    WARNED = "warned"
    PRESSED = "pressed"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Both days included; `ended_on` is the first day on which it counts no more."""

    issued_on: date
    expires_on: date
    ended_on: date | None = None

    def is_valid(self, day: date) -> bool:
        return self.issued_on <= day <= self.expires_on and (self.ended_on is None or day < self.ended_on)


def may_be_sent(certificates: Iterable[Certificate], day: date) -> None:
    """Whether an expert may be invited or sent on `day`: that day counts, not today.

    Refused `expert_not_certified` without any certificate, `expert_expired` when none counts on that day.
    """
    found = list(certificates)
    if not found:
        raise Refused("expert_not_certified")
    if not any(each.is_valid(day) for each in found):
        raise Refused("expert_expired", on=day.isoformat())


def due_at(grade: int, called_at: datetime) -> datetime:
    """When there is to be a conclusion, by the grade of the card; wall clock."""
    return called_at + timedelta(hours=HOURS.get(grade, HOURS[3]))


def steps(called_at: datetime, due: datetime) -> list[tuple[Told, datetime]]:
    """What is to be told until there is a conclusion, each at its true instant."""
    return [
        (Told.WARNED, called_at + (due - called_at) * WARN_SHARE / 100),
        (Told.PRESSED, due),
        (Told.ESCALATED, due + ESCALATE_AFTER),
    ]


def answer_on_record(answer: str) -> str:
    """As the minutes say it: who has not answered until the conclusion cannot any more, and took no part."""
    return ABSENT if answer == Answer.OPEN else answer


def met_at(planned: datetime, concluded: datetime) -> datetime:
    """When they met: as planned, and when they concluded before that, then."""
    return min(planned, concluded)


def next_step(called_at: datetime, due: datetime, told: Collection[str]) -> tuple[Told, datetime] | None:
    """The first that was not told yet."""
    return next((step for step in steps(called_at, due) if step[0] not in told), None)


def is_complete(chair: int, signed: Collection[int], accepted: Collection[int]) -> bool:
    """Minutes are complete when the chair and everybody who came has signed them."""
    return {chair, *accepted} <= set(signed)


def need_stage(stage: str, *allowed: Stage) -> None:
    """Refused `consultation_stage` in any other."""
    if stage not in allowed:
        raise Refused("consultation_stage", stage=stage)
