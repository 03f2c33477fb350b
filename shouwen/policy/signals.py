"""What a program of a hospital tells, and what becomes of it: a card of its own, a line on one, or nothing yet."""

from datetime import timedelta
from enum import StrEnum

# A signature counts for so long, on both sides of our own time.
FRESH = timedelta(minutes=5)
# More cards of one program within an hour are not opened: it watches itself, or something shakes.
MOST_CARDS_AN_HOUR = 20
# Nor more tellings of one program taken, whatever they are about.
MOST_AN_HOUR = 300


class Sort(StrEnum):
    """What is told of a thing that goes by one name."""

    OPENED = "opened"
    SAID = "said"
    CLEARED = "cleared"


class Then(StrEnum):
    CARD = "card"
    LINE = "line"
    KEPT = "kept"


def then(sort: Sort, *, going: bool) -> Then:
    """What becomes of it (clause acceptance.always); `going`: a card of this thing is open.

    In whatever order they come, the first that tells of trouble opens the card and the others are lines on it. That it
    is over is said on the card, and closes nothing: the hospital does. Of what nobody has told there is nothing to say.
    """
    if going:
        return Then.LINE
    return Then.KEPT if sort is Sort.CLEARED else Then.CARD
