"""Following the ledger: each event of a card once, soon after it was committed."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.events import SUBJECT, Code
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import Actor

# What shows on the hospital's side; any other event is nobody's business there, not even that it happened.
PUBLIC = frozenset({
    Code.ACCEPTED, Code.TAKEN, Code.RESPONDED, Code.CLASSIFIED, Code.REPLIED, Code.HELD, Code.RESUMED, Code.RESTORED,
    Code.RESOLVED, Code.FOLLOWED_UP, Code.REOPENED, Code.CLOSED, Code.OFFER_ACCEPTED, Code.CLIMBED, Code.CHASE_ANSWERED,
    Code.DISPUTE_SETTLED, Code.DISPATCHED, Code.ARRIVED, Code.ANNOUNCED, Code.ARCHIVED, Code.REVISED,
    Code.TALK_BEGUN, Code.TALK_TAKEN, Code.TALK_WAITS, Code.TALK_ENDED,
    Code.REMOTE_ASKED, Code.REMOTE_GRANTED, Code.REMOTE_REFUSED, Code.REMOTE_WITHDRAWN, Code.REMOTE_CANCELLED,
    Code.REMOTE_STARTED, Code.REMOTE_ENDED, Code.REMOTE_WRITTEN, Code.REMOTE_CONFIRMED, Code.REMOTE_REJECTED,
})  # fmt: skip
# Ids are taken before commits are ordered: one that was passed over is asked for again for so long.
PATIENCE = 60.0
MOST_HOLES = 500
MOST = 1000


@dataclass(frozen=True)
class Change:
    """That something happened to a card, and to whom it may be said."""

    place: int
    number: str
    hospital: int
    department: int | None
    opened_by: int
    hands: frozenset[int | None]
    public: bool

    def is_for(self, actor: Actor) -> bool:
        """May this person know that the card has changed? What he then sees is decided by the page."""
        if actor.sees_all:
            return True
        if actor.is_staff:
            return self.hospital in actor.hospitals or actor.id in self.hands
        if not (self.public and actor.is_customer and self.hospital in actor.hospitals):
            return False
        return actor.departments is None or self.department in actor.departments or self.opened_by == actor.id


@dataclass
class Tail:
    """Where one process has got to. Starts at the present."""

    newest: int = -1
    holes: dict[int, float] = field(default_factory=dict)

    def changes(self) -> Iterator[Change]:
        """What was committed since the last time; one statement when nothing was, two when something was."""
        if self.newest < 0:
            self.newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            return
        now = time.monotonic()
        self.holes = {place: until for place, until in self.holes.items() if until > now}
        rows = Event.objects.filter(pk__gt=self.newest) | Event.objects.filter(pk__in=list(self.holes))
        found = list(rows.order_by("pk").values_list("pk", "subject_kind", "subject_id", "code")[:MOST])
        changes = list(_changes([(place, card, code) for place, kind, card, code in found if kind == SUBJECT]))
        for place, *_ in found:
            if place <= self.newest:
                del self.holes[place]
                continue
            passed = range(max(self.newest + 1, place - MOST_HOLES), place)
            self.holes |= dict.fromkeys(passed, now + PATIENCE)
            self.newest = place
        yield from changes


def _changes(found: list[tuple[int, int, str]]) -> Iterator[Change]:
    cards = Ticket.objects.in_bulk({card for _, card, _ in found}) if found else {}
    for place, card, code in found:
        ticket = cards.get(card)
        if ticket is not None:
            yield Change(
                place=place,
                number=ticket.number,
                hospital=ticket.hospital_id,
                department=ticket.department_id,
                opened_by=ticket.opened_by_id,
                hands=frozenset({ticket.first_contact_id, ticket.handler_id}),
                public=code in PUBLIC,
            )
