"""The rulings of a card, as both doors show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.tickets.models import Ruling, RulingStep
from shouwen.apps.tickets.whole_card import Card
from shouwen.policy.ruling import DEFECTS, RULED, RulingState


@dataclass(frozen=True)
class RulingFace:
    state: str
    # What the last word says that the cause is, "" while there is none.
    cause: str
    proposed: str
    reproduction: str
    clause: str
    version: str
    due_at: datetime | None
    # None also where the ruling is in the hospital's favour.
    appeal_until: datetime | None
    missed_at: datetime | None
    steps: Sequence[RulingStep]

    @property
    def reason(self) -> str:
        """Why: the words of the last decision."""
        decided = [step.words for step in self.steps if step.step in {"decide", "finalise"}]
        return decided[-1] if decided else ""


def ruling_faces(card: Card) -> list[RulingFace]:
    """The newest first."""
    return [_face(each, card.extras.ruling_steps) for each in reversed(card.extras.rulings)]


def _face(ruling: Ruling, every: Sequence[RulingStep]) -> RulingFace:
    steps = [step for step in every if step.ruling_id == ruling.pk]
    return RulingFace(
        state=ruling.state,
        cause=ruling.cause if RulingState(ruling.state) in RULED else "",
        proposed=steps[0].cause if steps else ruling.cause,
        reproduction=ruling.reproduction,
        clause=ruling.clause,
        version=ruling.version,
        due_at=ruling.due_at,
        appeal_until=None if ruling.cause in DEFECTS else ruling.appeal_until,
        missed_at=ruling.missed_at,
        steps=steps,
    )
