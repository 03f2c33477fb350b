"""回访: who is asked after the work is done, what, how often one tries, and what the answers mean.

Domain facts 1.4: everybody after a complaint and after grades 1 and 2, within 24 hours; of the rest a sample that
nobody picks. Three tries without contact are "not reached", and never count as content.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from shouwen.policy.refusal import Refused

WITHIN = timedelta(hours=24)
TRIES = 3
# Of five steps: these and worse are low, these and better are content.
LOW, CONTENT = 2, 4
SCORES = range(1, 6)


class State(StrEnum):
    DUE = "due"
    ANSWERED = "answered"
    UNREACHED = "unreached"
    # What it was about was opened again before anybody was asked.
    VOID = "void"


class Why(StrEnum):
    """Why this customer is asked."""

    GRADE = "grade"
    COMPLAINT = "complaint"
    SAMPLE = "sample"
    # He rated by his own hand without being asked.
    OWN = "own"


class Solved(StrEnum):
    YES = "yes"
    NO = "no"


def why_asked(grade: int, card: int, percent: int) -> Why | None:
    """Why the customer of this card is asked, None when he is not. `percent` of the cards of grades 3 to 5 are."""
    if grade <= 2:
        return Why.GRADE
    return Why.SAMPLE if sampled(card, percent) else None


def sampled(card: int, percent: int) -> bool:
    """Is the card with this id in the sample? The same answer whoever asks, and whenever; a larger sample holds a
    smaller one. `percent` from 0 to 100; Refused `percent.range` for any other."""
    if not 0 <= percent <= 100:
        raise Refused("percent.range", percent=percent)
    drawn = int.from_bytes(sha256(f"survey:{card}".encode()).digest()[:8], "big")
    return drawn * 100 < percent << 64


@dataclass(frozen=True)
class Answers:
    """What the customer said. Scores of 1 (worst) to 5; None for a question that he did not answer."""

    solved: Solved
    response: int | None = None
    skill: int | None = None
    attitude: int | None = None
    overall: int | None = None

    @property
    def scores(self) -> tuple[int, ...]:
        given = (self.response, self.skill, self.attitude, self.overall)
        return tuple(score for score in given if score is not None)

    @property
    def is_low(self) -> bool:
        """A manager has to look: not solved, or any score of 2 or 1."""
        return self.solved is Solved.NO or any(score <= LOW for score in self.scores)


def score_of(said: str, field: str) -> int | None:
    """A score as somebody typed it; Refused `unknown_choice` with that field."""
    if not said:
        return None
    if said not in {str(score) for score in SCORES}:
        raise Refused("unknown_choice", field=field)
    return int(said)


def after_try(tries: int) -> State:
    """The state after so many tries in which nobody was reached."""
    return State.UNREACHED if tries >= TRIES else State.DUE
