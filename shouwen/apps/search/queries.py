"""Asking the index: the newest cards first, of those that this person may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from shouwen.apps.search.engines import engine
from shouwen.apps.search.sheets import (
    CARD_SHIFT,
    of_card,
    of_hospital,
    public_of_department,
    public_of_hospital,
    public_of_opener,
    ticket_of,
)
from shouwen.apps.search.tokens import terms_of
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.apps.tickets.paging import PAGE
from shouwen.apps.tickets.queue import rows_of
from shouwen.policy.roles import Actor

# Counted exactly up to here; beyond it is "more than".
COUNTED = 1000
MOST_SHEETS = 4 * COUNTED + 1
# Above every id.
TOP = 1 << 62
# Cards of hospitals that a person does not stand for, seen because they are in his hands: the newest so many.
MOST_ELSEWHERE = 1000

MOST_PASSAGES = 200


@dataclass(frozen=True)
class Found:
    tickets: Sequence[Ticket]
    # How many there are from here on; with `more` they are more than that.
    count: int
    more: bool
    # The cursor of the next page, "" when this is the last one.
    after: str


NOTHING = Found((), 0, more=False, after="")


def find(
    actor: Actor, asked: str, after: str = "", *, size: int = PAGE, among: Q | None = None, whole: bool = False
) -> Found:
    """One page of the cards that hold every term of the question, on any of their sheets, newest first.

    `among`: only of these; `whole`: with everything of each card. A page may be short and still have a next
    one. A constant number of statements, whatever is found.
    """
    terms = terms_of(asked)
    marks = _marks(actor)
    if not terms or not (marks or actor.sees_all):
        return NOTHING
    below = int(after) << CARD_SHIFT if after.isascii() and after.isdigit() and len(after) < 10 else TOP
    sheets = engine().find(terms, marks, below, MOST_SHEETS)
    ids = list(dict.fromkeys(map(ticket_of, sheets)))[: COUNTED + 1]
    # What was not looked at lies behind the last one looked at: of many sheets, or of many cards.
    looked_at = str(ids[-1]) if len(sheets) == MOST_SHEETS or len(ids) > COUNTED else ""
    if not actor.sees_all or among is not None:
        ids = _visible(actor, ids, among or Q())
    shown = ids[:size]
    return Found(
        tickets=rows_of(actor, shown, whole=whole),
        count=min(len(ids), COUNTED),
        more=bool(looked_at) or len(ids) > COUNTED,
        after=str(shown[-1]) if len(ids) > size else looked_at,
    )


def _marks(actor: Actor) -> list[str]:
    """The marks of the sheets meant for this person's eyes; none for those who see all, or nothing."""
    if actor.sees_all:
        return []
    if actor.is_staff:
        elsewhere = Ticket.objects.for_actor(actor).exclude(hospital__in=actor.hospitals)
        cards = elsewhere.order_by("-pk").values_list("pk", flat=True)[:MOST_ELSEWHERE]
        return [*map(of_hospital, sorted(actor.hospitals)), *map(of_card, cards)]
    if not actor.is_customer:
        return []
    if actor.departments is None:
        return [public_of_hospital(hospital) for hospital in sorted(actor.hospitals)]
    return [public_of_opener(actor.person), *map(public_of_department, sorted(actor.departments))]


def _visible(actor: Actor, ids: Sequence[int], among: Q) -> list[int]:
    """The last word on who sees what is the cards' own."""
    return list(Ticket.objects.for_actor(actor).filter(among, pk__in=ids).order_by("-pk").values_list("pk", flat=True))


def passages(actor: Actor, found: Found, words: Sequence[str]) -> dict[int, str]:
    """For cards whose title holds none of these words: the newest message that does, by card. One statement."""
    untold = [t.pk for t in found.tickets if not any(word in t.title.casefold() for word in words)]
    holds = Q()
    for word in words:
        holds |= Q(body__icontains=word)
    if not untold or not words:
        return {}
    messages = Message.objects.filter(holds, ticket__in=untold)
    if actor.is_customer:
        messages = messages.filter(audience=Message.Audience.PUBLIC)
    return dict(messages.order_by("pk").values_list("ticket", "body")[:MOST_PASSAGES])
