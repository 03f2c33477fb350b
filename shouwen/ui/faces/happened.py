"""A subject's ledger in words, the newest first, for a page's history."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.ledger.queries import newest_first
from shouwen.apps.people.queries import with_roles

LATEST = 50


@dataclass(frozen=True)
class Happened:
    at: datetime
    who: str
    code: str
    detail: str = ""


def happened_to(kind: str, pk: int) -> list[Happened]:
    """What happened to it. Two queries."""
    events = newest_first(kind, pk, LATEST)
    people = with_roles({event.actor_id for event in events})
    return [
        Happened(
            event.at,
            people[event.actor_id].name if event.actor_id in people else "—",
            event.code.partition(".")[2],
        )
        for event in events
    ]
