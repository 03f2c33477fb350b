"""Agents: at the desk or not, taking, handing over; and who is there just now."""

from datetime import datetime

from shouwen.apps.conversations.access import find, lock_open
from shouwen.apps.conversations.lines import add
from shouwen.apps.conversations.models import Conversation, Presence, Seat
from shouwen.apps.conversations.queries import is_seated
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.people.queries import qualified
from shouwen.apps.tickets import actions as card_acts
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import OPEN
from shouwen.policy.online import SEATED_FOR, THERE_FOR, Said
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

# Why the handling is offered, as the card keeps it.
WITH_THE_TALK = "随在线会话一并转交 With the online conversation"


@act
def take(actor: Actor, conversation_id: int, *, at: datetime) -> Conversation:
    """Take one that waits, or that is handed to me, or whose agent has left the desk. Two at once: one has it.

    A card in nobody's hands comes with it. Taking one's own takes an offer back. Refused: `absent`, `not_your_role`,
    `talk_ended`, `talk_taken`.
    """
    ticket, talk = lock_open(actor, conversation_id)
    if not actor.is_qualified:
        raise Refused("not_your_role", act="take_talk")
    if talk.agent_id == actor.person:
        if talk.offered_to_id is not None:
            talk.offered_to_id = talk.offered_at = None
            talk.save()
        return talk
    if talk.agent_id is not None and talk.offered_to_id != actor.person and is_seated(talk.agent_id, at):
        raise Refused("talk_taken")
    if ticket.handler_id is None and ticket.state in OPEN:
        card_acts.take(actor, ticket.number, at=at)
    before = talk.agent_id
    talk.agent_id, talk.offered_to_id, talk.offered_at = actor.person, None, None
    talk.taken_at = talk.taken_at or at
    add(talk, at, said=Said.JOINED, by_id=actor.person)
    events.record(ticket, events.Code.TALK_TAKEN, actor, at, **({"relieved": before} if before else {}))
    _seat(actor.person, at)
    return talk


@act
def hand_over(
    actor: Actor, conversation_id: int, to: int | None, *, at: datetime, with_card: bool = False
) -> Conversation:
    """Offer it to a named colleague; it stays mine until he takes it.

    `with_card`: the card's handling is offered to him too (clause handover.offer), by whoever handles it: taking the
    conversation is no yes to that, and the first contact never changes. Whoever is out has both offered to who stands
    in for him. Refused: `absent`, `talk_ended`, `talk_not_yours`; with `field` to: `absent`, `talk_to_oneself`, and as
    `tickets.offer`.
    """
    ticket, talk = lock_open(actor, conversation_id)
    if talk.agent_id != actor.person:
        raise Refused("talk_not_yours")
    if to == actor.person:
        raise Refused("talk_to_oneself", field="to")
    person = qualified(to or 0)
    if person is None:
        raise Refused("absent", field="to")
    if with_card:
        person = _offered(actor, ticket, person, at)
    talk.offered_to, talk.offered_at = person, at
    add(talk, at, said=Said.OFFERED, by_id=actor.person, to=person)
    events.record(ticket, events.Code.TALK_OFFERED, actor, at, to=person.pk)
    return talk


def _offered(actor: Actor, ticket: Ticket, person: User, at: datetime) -> User:
    """To whom the card's handling went."""
    if ticket.handler_id != actor.person:
        raise Refused("not_the_handler_here", field="with_card")
    try:
        return card_acts.offer(actor, ticket.number, person.pk, WITH_THE_TALK, at=at).to
    except Refused as refused:
        # What is wrong with the receiver is told where he was chosen, everything else beside the wish.
        field = "to" if refused.facts.get("field") == "receiver" else "with_card"
        raise Refused(refused.code, **{**refused.facts, "field": field}) from refused


@act
def sit_down(actor: Actor, *, there: bool, at: datetime) -> None:
    """At the desk of the online service, for as long as the page is open; or away from it.

    Refused: `not_your_role`.
    """
    if not actor.is_qualified:
        raise Refused("not_your_role", act="sit_down")
    if there:
        _seat(actor.person, at)
    else:
        Seat.objects.filter(person=actor.person).delete()


@act
def be_there(actor: Actor, conversation_id: int, *, typing: bool, at: datetime) -> Conversation:
    """My page is open, and whether I am typing. Written seldom: not at every word. Refused: `absent`."""
    talk = find(actor, conversation_id)
    if talk.ended_at is not None:
        return talk
    if actor.is_staff and talk.agent_id == actor.person:
        _seat(actor.person, at)
    mine = Presence.objects.filter(conversation=talk, person=actor.person).first()
    told = {"seen_at": at, "typed_at": at if typing else None}
    if mine is None:
        Presence.objects.create(conversation=talk, person_id=actor.person, from_customer=actor.is_customer, **told)
    elif typing or mine.typed_at is not None or at - mine.seen_at > THERE_FOR / 4:
        Presence.objects.filter(pk=mine.pk).update(**told)
    return talk


def _seat(person: int, at: datetime) -> None:
    """Written when a third of it is used up."""
    seat = Seat.objects.filter(person=person).first()
    if seat is None:
        Seat.objects.create(person_id=person, until=at + SEATED_FOR)
    elif seat.until - at < SEATED_FOR * 2 / 3:
        Seat.objects.filter(pk=seat.pk).update(until=at + SEATED_FOR)
