"""One act on many cards: rehearsed, done card by card, and taken back where the act can be.

Each card is a transaction of its own and goes through the act that a single card goes through.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from shouwen.apps.ledger.unit_of_work import act, taken_back
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import check
from shouwen.apps.tickets.actions.chase import chase
from shouwen.apps.tickets.actions.classification import Classification, classify
from shouwen.apps.tickets.actions.handling import take
from shouwen.apps.tickets.actions.offer import accept, offer, withdraw_offer
from shouwen.apps.tickets.actions.words import key_of
from shouwen.apps.tickets.models import Batch, BatchItem, Offer, Ticket
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import QUALIFIED_ROLES, Actor, need

MOST = 100


class BatchAct(StrEnum):
    """What makes sense for many cards. Nothing here speaks to a hospital or stops a clock."""

    OFFER = "offer"
    ACCEPT = "accept"
    TAKE = "take"
    MODULE = "module"
    CHASE = "chase"


@dataclass(frozen=True)
class Wanted:
    """The act, and what it needs to know beside the cards."""

    act: str
    receiver_id: int = 0
    module_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Rehearsed:
    """A card, and why the act is not possible on it; None when it is."""

    ticket: Ticket
    refused: Refused | None


def chosen(actor: Actor, numbers: Sequence[str]) -> list[Ticket]:
    """The cards of a batch, in the order given. One that this person may not know of makes all of them absent.

    Refused: `absent`; with `field`: `no_cards_chosen`, `too_many_cards`.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        raise Refused("no_cards_chosen", field="card")
    if len(wanted) > MOST:
        raise Refused("too_many_cards", field="card", limit=MOST)
    rows = Ticket.objects.for_actor(actor).filter(number__in=wanted).select_related("hospital", "handler", "module")
    found = {ticket.number: ticket for ticket in rows}
    if len(found) != len(wanted):
        raise Refused("absent")
    return [found[number] for number in wanted]


def rehearse(actor: Actor, numbers: Sequence[str], wanted: Wanted, *, at: datetime) -> list[Rehearsed]:
    """What would become of each card: the act itself is asked, and all that it did is taken back at once.

    Refused: `not_your_role`, and as `chosen`; with `field`: `unknown_choice`.
    """
    need(actor, QUALIFIED_ROLES, "batch")
    _known(wanted)
    return [
        Rehearsed(ticket, taken_back(actor, partial(_carry_out, actor, ticket.number, wanted, at)))
        for ticket in chosen(actor, numbers)
    ]


@act
def begin_batch(actor: Actor, wanted: Wanted, numbers: Sequence[str], *, at: datetime, submission: str) -> Batch:
    """Write down what is to be done on which cards; the same form finds the batch that it has begun.

    Refused: `not_your_role`, `absent`; with `field`: `unknown_choice`, `no_cards_chosen`, `too_many_cards`.
    """
    need(actor, QUALIFIED_ROLES, "batch")
    key = key_of(actor, "batch", submission)
    begun = Batch.objects.filter(submission=key).first()
    if begun is not None:
        return begun
    _known(wanted)
    tickets = chosen(actor, numbers)
    batch = Batch.objects.create(by_id=actor.person, act=wanted.act, at=at, submission=key)
    BatchItem.objects.bulk_create(BatchItem(batch=batch, ticket=ticket) for ticket in tickets)
    events.record_batch(batch, actor, at, act=wanted.act, cards=len(tickets))
    return batch


@act
def do_item(actor: Actor, batch_id: int, number: str, wanted: Wanted, *, at: datetime) -> BatchItem:
    """The act on one card of a batch; a card that has had its turn is left alone. What is refused is written down.

    Refused: `absent`.
    """
    item = _item(actor, batch_id, number)
    if item.outcome != BatchItem.Outcome.WAITING or item.batch.act != wanted.act:
        return item
    try:
        item.offer = _carry_out(actor, number, wanted, at)
        item.outcome = BatchItem.Outcome.DONE
    except Refused as refused:
        item.outcome = BatchItem.Outcome.REFUSED
        _why(item, refused)
    item.save()
    return item


@act
def undo_item(actor: Actor, batch_id: int, number: str, *, at: datetime) -> BatchItem:
    """Take back the offer that a batch made on a card, if nobody has answered it; else why not is written down.

    Refused: `absent`.
    """
    item = _item(actor, batch_id, number)
    if item.outcome != BatchItem.Outcome.DONE or item.offer is None:
        return item
    try:
        # Not another offer that was made since.
        if item.offer.answer != Offer.Answer.OPEN:
            raise Refused("offer_answered")
        withdraw_offer(actor, number, at=at)
        item.outcome = BatchItem.Outcome.UNDONE
        item.code, item.facts = "", {}
    except Refused as refused:
        _why(item, refused)
    item.save()
    return item


def _known(wanted: Wanted) -> None:
    if wanted.act not in set(BatchAct):
        raise Refused("unknown_choice", field="act")


def _carry_out(actor: Actor, number: str, wanted: Wanted, at: datetime) -> Offer | None:
    if wanted.act == BatchAct.OFFER:
        return offer(actor, number, wanted.receiver_id, wanted.words, at=at)
    if wanted.act == BatchAct.ACCEPT:
        accept(actor, number, at=at)
    elif wanted.act == BatchAct.TAKE:
        take(actor, number, at=at)
    elif wanted.act == BatchAct.CHASE:
        chase(actor, number, wanted.words, at=at)
    else:
        _name_module(actor, number, wanted, at)
    return None


def _name_module(actor: Actor, number: str, wanted: Wanted, at: datetime) -> None:
    """Classify with another module and everything else as it is."""
    ticket = check(actor, number, Act.CLASSIFY)
    if wanted.module_id is None:
        raise Refused("unknown_choice", field="module")
    if ticket.module_id == wanted.module_id:
        raise Refused("nothing_changed")
    same = Classification(
        ticket.kind, ticket.impact, ticket.urgency, ticket.service, ticket.cause, wanted.module_id, wanted.words
    )
    classify(actor, number, same, at=at)


def _item(actor: Actor, batch_id: int, number: str) -> BatchItem:
    found = BatchItem.objects.filter(batch=batch_id, batch__by=actor.id, ticket__number=number).first()
    if found is None:
        raise Refused("absent")
    # Locked by its key alone, without the rows that it is joined with.
    BatchItem.objects.select_for_update().get(pk=found.pk)
    return BatchItem.objects.select_related("batch", "offer").get(pk=found.pk)


def _why(item: BatchItem, refused: Refused) -> None:
    plain = {key: value for key, value in refused.facts.items() if isinstance(value, str | int)}
    item.code, item.facts = refused.code, plain
