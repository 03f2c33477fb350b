"""That rules come to an end: who caused what is carried along, and how often one may fire on a card is bounded.

Three walls, each enough for its own kind of loop. What a rule's act causes at once carries the row of rules that led to
it, and none of them fires on it again: a row is never longer than there are rules, nor than the limit. What comes back
by the clock (an offer that lapses) carries the same row where it is known. And whatever comes, a rule fires on one card
so often in an hour, and so often altogether, and then no more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# The name under which an event carries what caused it.
ORIGIN = "origin"
# On one card, ever: whatever loop the clock may drive has an end.
MOST_ON_A_CARD = 50


class HeldBack(StrEnum):
    """Why a rule whose conditions hold does not fire."""

    OWN = "own"
    DEPTH = "depth"
    HOURLY = "hourly"
    TOTAL = "total"


@dataclass(frozen=True)
class Origin:
    """The rules whose acts led to an event, the first first; none when a person or the clock did it."""

    rules: tuple[int, ...] = ()

    @property
    def depth(self) -> int:
        return len(self.rules)

    def then(self, rule: int) -> "Origin":
        return Origin((*self.rules, rule))


@dataclass(frozen=True)
class Limits:
    """How long a row of rules may be, and how often one rule fires on one card in an hour and ever."""

    depth: int
    hourly: int
    ever: int = MOST_ON_A_CARD


def origin_in(data: Mapping[str, object]) -> Origin:
    """What an event's data says of its cause."""
    told = data.get(ORIGIN)
    rules = told.get("rules") if isinstance(told, Mapping) else None
    return Origin(tuple(each for each in rules if isinstance(each, int))) if isinstance(rules, Sequence) else Origin()


def held_back(rule: int, origin: Origin, *, lately: int, ever: int, limits: Limits) -> HeldBack | None:
    """Why it does not fire; None when it does. `lately`, `ever`: how often it has fired on the card in the last hour,
    and altogether.
    """
    if rule in origin.rules:
        return HeldBack.OWN
    if origin.depth >= limits.depth:
        return HeldBack.DEPTH
    if lately >= limits.hourly:
        return HeldBack.HOURLY
    return HeldBack.TOTAL if ever >= limits.ever else None
