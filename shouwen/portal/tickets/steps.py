"""已受理 → 已响应 → 处理中 → 已解决 → 已回访 → 已关闭 → 已备案, each with person and time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets.whole_card import Card
from shouwen.ui.code_words import word

# The event that completes a step, and its name. A reopening takes back what came after the work.
STEPS: tuple[tuple[str, Promise | str], ...] = (
    ("ticket.accepted", pgettext_lazy("step", "Accepted")),
    ("ticket.responded", pgettext_lazy("step", "Responded")),
    ("ticket.taken", pgettext_lazy("step", "In progress")),
    ("ticket.resolved", pgettext_lazy("step", "Resolved")),
    ("ticket.followed_up", pgettext_lazy("step", "Followed up")),
    ("ticket.closed", pgettext_lazy("step", "Closed")),
    ("ticket.archived", pgettext_lazy("step", "Archived")),
)
UNDONE_BY_REOPENING = {"ticket.resolved", "ticket.followed_up", "ticket.closed"}


@dataclass(frozen=True)
class Step:
    name: str
    status: str
    at: datetime | None
    who: str
    detail: str


def steps_of(card: Card) -> list[Step]:
    """Done steps with person and time; the first that is not done is the one we are at."""
    reopened = max((event.seq for event in card.events if event.code == "ticket.reopened"), default=0)
    steps: list[Step] = []
    waiting = False
    for code, name in STEPS:
        event = _last(card, code, after=reopened if code in UNDONE_BY_REOPENING else 0)
        status = "done" if event else "next" if waiting else "now"
        waiting = waiting or event is None
        who = _who(card, event)
        detail = word(card.ticket.level, "level") if code == "ticket.taken" and event else ""
        if event and event.code == "ticket.confirmed":
            detail = word("confirmed", "event")
        steps.append(Step(str(name), status, event.at if event else None, who, detail))
    return steps


def _last(card: Card, code: str, after: int) -> Event | None:
    found = [event for event in card.events if event.code == code and event.seq > after]
    if code == "ticket.followed_up":
        # The hospital's own yes is as good as its word to the first contact.
        yes = [event for event in card.events if event.code == "ticket.confirmed" and event.seq > after]
        found = [*yes, *(event for event in found if event.data["result"] == "solved")]
    return found[0 if code in {"ticket.accepted", "ticket.responded"} else -1] if found else None


def _who(card: Card, event: Event | None) -> str:
    person = card.people.get(event.actor_id or 0) if event else None
    return person.name if person else ""
