"""What happened at the demo's hospitals: which problem, where, when, and how far its story has come."""

import random
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from shouwen.apps.customers.models import Contact

# How far a card's story has come.
CLOSED, FOLLOWED_UP, RESOLVED, HELD, WORKING, ANSWERED, NEW = range(7)
# Live cards, minutes ago: a desk in the middle of its day.
LIVE_STORIES = (
    (12, NEW), (4, NEW), (48, NEW), (95, ANSWERED), (26, ANSWERED), (150, WORKING), (210, WORKING), (340, WORKING),
    (400, HELD), (900, HELD), (1300, WORKING), (1500, RESOLVED), (1900, FOLLOWED_UP), (2300, RESOLVED),
    (2900, WORKING), (3600, HELD), (4300, RESOLVED), (5200, WORKING), (70, WORKING), (600, ANSWERED),
    (30, WORKING), (2000, WORKING), (720, RESOLVED), (8, ANSWERED), (2600, CLOSED), (3300, CLOSED), (4700, CLOSED),
    (5900, CLOSED), (7100, CLOSED), (8300, CLOSED), (9600, CLOSED), (10400, CLOSED),
)  # fmt: skip
# How a story of the past went beside the plain course of reporting and solving.
PLAIN, PHONE, TWICE, MAJOR = "plain", "phone", "twice", "major"
# Of the stories of the past: so many in a hundred.
COURSES = ((PLAIN, 66), (PHONE, 22), (TWICE, 6), (MAJOR, 6))
# Satisfaction, story by story; a dot: none was given.
SCORES = "54.55.4.53.54.5.45.52.5.4.55.41.5.45"
# Told by the acts, then cast again over the years.
TOLD = 46
NEWEST, OLDEST = timedelta(days=13), timedelta(days=60)


@dataclass(frozen=True)
class Story:
    problem: dict[str, Any]
    contact: Contact
    starts: datetime
    ends: int
    dice: random.Random
    course: str = PLAIN
    # The first word came too late; the work took too long; it came back once.
    late: bool = False
    slow: bool = False
    returns: bool = False
    score: str = "."


class Stories:
    """The same seed and day give the same stories."""

    def __init__(self, now: datetime, dice: random.Random) -> None:
        path = Path(__file__).parent / "problems.toml"
        self.problems: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["problem"]
        people = Contact.objects.exclude(user=None).select_related("hospital", "user", "department")
        self.contacts = list(people.order_by("pk"))
        self._weights = [4 if contact.hospital_id <= 4 else 2 for contact in self.contacts]
        self._now, self._dice = now, dice

    def live(self) -> list[Story]:
        """A desk in the middle of its day."""
        starts = [(self._now - timedelta(minutes=ago), ends) for ago, ends in LIVE_STORIES]
        return [self._story(start, ends, PLAIN) for start, ends in sorted(starts)]

    def past(self, count: int) -> list[Story]:
        """Told to their end, in the weeks before."""
        span = (OLDEST - NEWEST).total_seconds()
        starts = sorted(self._now - NEWEST - timedelta(seconds=self._dice.uniform(0, span)) for _ in range(count))
        courses = self._dice.choices([name for name, _ in COURSES], [share for _, share in COURSES], k=count)
        plain = [self._story(start, CLOSED, course) for start, course in zip(starts, courses, strict=True)]
        return [
            replace(
                story,
                late=turn % 14 == 6,
                slow=turn % 16 == 9,
                returns=turn % 12 == 3,
                score=SCORES[turn % len(SCORES)],
            )
            for turn, story in enumerate(plain)
        ]

    def _story(self, start: datetime, ends: int, course: str) -> Story:
        contact = self._dice.choices(self.contacts, self._weights)[0]
        grave = [each for each in self.problems if each["answer"] in {"whole_hospital", "departments"}]
        problem = self._dice.choice(grave if course == MAJOR else self.problems)
        return Story(problem, contact, start.replace(microsecond=0), ends, self._dice, course)
