"""Cards that belong together: merged, linked, split, and the parent of a major incident."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import check, find, known_by, lock, lock_for, may
from shouwen.apps.tickets.actions.acceptance import Words, accept
from shouwen.apps.tickets.actions.ending import end
from shouwen.apps.tickets.actions.words import key_of, masked_text, say
from shouwen.apps.tickets.models import Link, Message, Ticket
from shouwen.policy.lifecycle import ENDED, Act, Outcome
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

BY_HAND = frozenset({Link.Kind.RELATED, Link.Kind.CHILD})


@act
def merge(actor: Actor, number: str, into: str, *, at: datetime) -> Ticket:
    """Two cards of one hospital for one matter: the earlier one, and its first contact, remain.

    Refused: `absent`, `not_your_role`, `not_now`; with `field` into: `absent`, `other_hospital`, `itself`,
    `not_earlier`, `not_now`.
    """
    other = _other(actor, number, into, Act.MERGE)
    ticket, kept = _lock_both(actor, number, other, Act.MERGE)
    if kept.hospital_id != ticket.hospital_id:
        raise Refused("other_hospital", field="into")
    if kept.state in ENDED:
        raise Refused("not_open", field="into")
    if (kept.accepted_at, kept.pk) > (ticket.accepted_at, ticket.pk):
        raise Refused("not_earlier", field="into")
    Link.objects.get_or_create(
        card=ticket, other=kept, kind=Link.Kind.DUPLICATE, defaults={"by_id": actor.person, "at": at}
    )
    events.record(ticket, events.Code.MERGED, actor, at, into=kept.pk)
    events.record(kept, events.Code.MERGED_HERE, actor, at, card=ticket.pk)
    return end(ticket, actor, Outcome.MERGED, "", at)


@act
def link(actor: Actor, number: str, other_number: str, kind: str, *, at: datetime) -> Link:
    """Say that a card is related to another, or caused by a major incident; also across hospitals.

    Refused: `absent`, `not_your_role`; with `field`: `absent`, `itself`, `unknown_choice`, `not_major`.
    """
    other = _other(actor, number, other_number, Act.LINK)
    ticket, kept = _lock_both(actor, number, other, Act.LINK)
    if kind not in BY_HAND:
        raise Refused("unknown_choice", field="kind")
    if kind == Link.Kind.CHILD and kept.major_since is None:
        raise Refused("not_major", field="into")
    row, made = Link.objects.get_or_create(
        card=ticket, other=kept, kind=kind, defaults={"by_id": actor.person, "at": at}
    )
    if made:
        events.record(ticket, events.Code.LINKED, actor, at, card=kept.pk, kind=kind)
        events.record(kept, events.Code.LINKED, actor, at, card=ticket.pk, kind=kind)
    return row


@act
def unlink(actor: Actor, number: str, other_number: str, *, at: datetime) -> None:
    """Take a link back that was made by hand. Refused: `absent`, `not_your_role`."""
    check(actor, number, Act.LINK)
    other = Ticket.objects.filter(links_to_here__card__number=number, number=other_number).first()
    if other is None:
        return
    ticket, kept = _lock_both(actor, number, other, Act.LINK)
    for row in Link.objects.filter(card=ticket, other=kept, kind__in=BY_HAND):
        events.record(ticket, events.Code.UNLINKED, actor, at, card=kept.pk, kind=row.kind)
        events.record(kept, events.Code.UNLINKED, actor, at, card=ticket.pk, kind=row.kind)
        row.delete()


@act
def split(actor: Actor, number: str, text: str, *, at: datetime, submission: str) -> Ticket:
    """A second matter in one card becomes a card of its own: same hospital, same first word, same first contact.

    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `text_missing`, `text_too_long`.
    """
    ticket = lock(actor, number)
    submission = key_of(actor, "split", submission)
    known = known_by(submission)
    if known:
        return known
    may(actor, ticket, Act.SPLIT)
    checked_text(text, "text")
    kept = ("hospital", "campus", "department", "contact", "module", "version", "channel", "kind", "service", "impact",
            "urgency", "grade", "first_contact_id", "first_contact_because", "accepted_at", "caller_name",
            "caller_phone", "calendar_version")  # fmt: skip
    part = Ticket(
        **{name: getattr(ticket, name) for name in kept},
        level=ticket.level,
        opened_by_id=actor.person,
        changed_at=at,
        submission=submission,
    )
    accept(part, actor, Words(text), at=at, responded=ticket.responded_at is not None)
    Link.objects.create(card=part, other=ticket, kind=Link.Kind.SPLIT, by_id=actor.person, at=at)
    events.record(ticket, events.Code.SPLIT, actor, at, card=part.pk)
    events.record(part, events.Code.LINKED, actor, at, card=ticket.pk, kind=Link.Kind.SPLIT.value)
    return part


@act
def declare_major(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """Make a card the parent of a major incident. Refused: `absent`, `not_your_role`, `not_now`, `already_major`."""
    ticket = lock_for(actor, number, Act.DECLARE_MAJOR)
    if ticket.major_since is not None:
        raise Refused("already_major")
    ticket.major_since = ticket.changed_at = at
    ticket.save(update_fields=["major_since", "changed_at"])
    events.record(ticket, events.Code.MAJOR, actor, at)
    return ticket


@act
def announce(actor: Actor, number: str, text: str, *, at: datetime, submission: str) -> int:
    """One progress word to the parent's hospital and to every open card linked to it; how many cards heard it.

    It is no response and answers no chase: it is the same word for all. Refused: `absent`, `not_your_role`,
    `not_now`, `not_major`; with `field`: `text_missing`, `text_too_long`.
    """
    parent = lock_for(actor, number, Act.REPLY)
    # A hospital may reply on its own card; a word to the cards of others is ours.
    if not actor.is_staff:
        raise Refused("not_your_role", act="announce")
    if parent.major_since is None:
        raise Refused("not_major")
    body = masked_text(text, "text").text
    ids = [parent.pk, *Link.objects.filter(other=parent, kind=Link.Kind.CHILD).values_list("card", flat=True)]
    heard = 0
    for card in Ticket.objects.select_for_update().filter(pk__in=sorted(ids)).order_by("pk"):
        key = key_of(actor, f"announce:{card.pk}", submission)
        if card.state in ENDED or Message.objects.filter(submission=key).exists():
            continue
        word = say(card, actor, body=body, audience=Message.Audience.PUBLIC, uploads=(), at=at, submission=key)
        events.record(card, events.Code.ANNOUNCED, actor, at, parent=parent.pk, message=word.pk)
        card.changed_at = at
        card.save(update_fields=["changed_at"])
        heard += 1
    return heard


def _other(actor: Actor, number: str, other_number: str, act_: Act) -> Ticket:
    check(actor, number, act_)
    if number == other_number.strip():
        raise Refused("itself", field="into")
    other = Ticket.objects.for_actor(actor).filter(number=other_number.strip()).first()
    if other is None:
        raise Refused("absent", field="into")
    return other


def _lock_both(actor: Actor, number: str, other: Ticket, act_: Act) -> tuple[Ticket, Ticket]:
    """Both cards, locked in the order of their ids, so that two acts that meet never wait for each other."""
    first = find(actor, number)
    locked = {
        card.pk: card for card in Ticket.objects.select_for_update().filter(pk__in=[first.pk, other.pk]).order_by("pk")
    }
    return lock_for(actor, number, act_), locked[other.pk]
