"""One value of a row, moved in time, with the names and ids of the copy in place of the original's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from shouwen.apps.paging.models import Alarm
from shouwen.apps.tickets.models import (
    Chase,
    Closure,
    Dispute,
    FollowUp,
    Journey,
    Message,
    Offer,
    Resolution,
    Ticket,
)

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+\d\d:\d\d")
# What an id in an event's data is an id of; every other number there means the same in the copy.
REFERS: Mapping[str, type[Model]] = {
    "alarm": Alarm,
    "card": Ticket,
    "chase": Chase,
    "closure": Closure,
    "dispute": Dispute,
    "follow_up": FollowUp,
    "into": Ticket,
    "journey": Journey,
    "message": Message,
    "offer": Offer,
    "parent": Ticket,
    "resolution": Resolution,
}


@dataclass
class Move:
    """By how much, and what is called otherwise: ids by model, and words (numbers, hashes) as they are."""

    by: timedelta
    ids: dict[tuple[type[Model], int], int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def value(self, value: Any) -> Any:
        """A value of JSON."""
        if isinstance(value, str):
            return self.words.get(value) or INSTANT.sub(self._instant, value)
        if isinstance(value, dict):
            return {key: self._item(key, each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.value(each) for each in value]
        return value

    def _item(self, key: str, value: Any) -> Any:
        model = REFERS.get(key)
        return self.ids[model, value] if model and isinstance(value, int) else self.value(value)

    def _instant(self, found: re.Match[str]) -> str:
        moved = datetime.fromisoformat(found[0]) + self.by
        return moved.isoformat(timespec="microseconds" if "." in found[0] else "seconds")
