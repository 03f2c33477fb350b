"""What somebody who goes off leaves behind: his open cards, as they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from shouwen.apps.tickets.debts import LIVE
from shouwen.apps.tickets.models import Chase, Dispute, Fact, Journey, Message, Offer, Ticket
from shouwen.policy.lifecycle import State
from shouwen.policy.roles import Actor

MOST = 200
WORD = 120


@dataclass(frozen=True)
class OpenCard:
    """A card of a list. `waits`: codes of what it waits for; `last`: the last word on it, shortened."""

    ticket: Ticket
    waits: Sequence[str]
    last: str

    @property
    def snapshot(self) -> dict[str, object]:
        """Codes and instants, as the signed list keeps them."""
        due = self.ticket.next_due_at
        return {
            "number": self.ticket.number,
            "grade": self.ticket.grade,
            "state": self.ticket.state,
            "due": due.isoformat() if due else None,
            "waits": list(self.waits),
        }


def open_cards(actor: Actor) -> list[OpenCard]:
    """What is in this person's hands, or in nobody's while he answers for it; the next due first. Two queries."""
    mine = Q(handler=actor.id) | Q(handler=None, first_contact=actor.id)
    rows = Ticket.objects.for_actor(actor).filter(mine, state__in=LIVE)
    return _cards(rows.order_by(F("next_due_at").asc(nulls_last=True), "-pk")[:MOST])


def cards_of_list(actor: Actor, numbers: Iterable[str]) -> Mapping[str, OpenCard]:
    """The cards of a list that this person may know of, by number. Two queries."""
    rows = Ticket.objects.for_actor(actor).filter(number__in=list(numbers))
    return {card.ticket.number: card for card in _cards(rows)}


def _cards(rows: QuerySet[Ticket]) -> list[OpenCard]:
    this = OuterRef("pk")
    tickets: list[Any] = list(
        rows.select_related("hospital", "department", "handler", "first_contact").annotate(
            offered=Exists(Offer.objects.filter(ticket=this, answer=Offer.Answer.OPEN)),
            chased=Exists(Chase.objects.filter(ticket=this, answered_at=None)),
            disputed=Exists(Dispute.objects.filter(ticket=this, answered_at=None)),
            travelled=Exists(Journey.objects.filter(ticket=this, arrived_at=None)),
            held_for=Subquery(
                Fact.objects.filter(ticket=this, type="paused").order_by("-at", "-pk").values("reason")[:1]
            ),
            last_word=Subquery(Message.objects.filter(ticket=this).order_by("-at", "-pk").values("pk")[:1]),
        )
    )
    words = Message.objects.in_bulk([ticket.last_word for ticket in tickets if ticket.last_word])
    return [OpenCard(each, _waits(each), _short(words.get(each.last_word))) for each in tickets]


def _waits(ticket: Any) -> list[str]:
    found = [
        ("untaken", ticket.handler_id is None),
        ("offer", ticket.offered),
        ("chase", ticket.chased),
        ("dispute", ticket.disputed),
        ("journey", ticket.travelled),
        (str(ticket.held_for), ticket.state == State.HELD),
        ("follow_up", ticket.state == State.RESOLVED),
    ]
    return [code for code, waits in found if waits]


def _short(message: Message | None) -> str:
    text = " ".join(message.body.split()) if message else ""
    return text if len(text) <= WORD else text[: WORD - 1] + "…"
