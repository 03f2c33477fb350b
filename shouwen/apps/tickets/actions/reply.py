"""Replies to the hospital, and notes among ourselves."""

from collections.abc import Sequence
from datetime import datetime

from shouwen.apps.files.actions import Upload
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock, may
from shouwen.apps.tickets.actions.chase import heard_from
from shouwen.apps.tickets.actions.words import key_of, said_before, say
from shouwen.apps.tickets.models import Message, Ticket
from shouwen.policy.clock import PauseReason
from shouwen.policy.lifecycle import Act, State
from shouwen.policy.originals import Shows
from shouwen.policy.roles import Actor


@act
def reply(
    actor: Actor,
    number: str,
    text: str,
    *,
    at: datetime,
    submission: str,
    uploads: Sequence[Upload] = (),
    shows_patient: Shows | None = None,
    heard: bool = False,
    answers: bool = True,
) -> Message:
    """Write to the other side of the card.

    The first word of a qualified person is the response; an automatic receipt never is (clause
    response.qualified). A customer's answer ends a wait for the customer. The same `submission` is said once.
    `heard`: the other side is there and reads it as it is said, so that no notice tells of it. `answers`: a person
    wrote it, so that a wait for the customer ends.
    Refused: `absent`, `not_your_role`, `not_now`; with `field`: `text_missing`, `text_too_long`, `say_if_patient`.
    """
    ticket = lock(actor, number)
    key = key_of(actor, f"reply:{ticket.pk}", submission)
    if said := said_before(key):
        return said
    may(actor, ticket, Act.REPLY)
    message = say(
        ticket,
        actor,
        body=text,
        audience=Message.Audience.PUBLIC,
        uploads=uploads,
        shows_patient=shows_patient,
        at=at,
        submission=key,
    )
    told = {"message": message.pk, "files": len(uploads), "masked": message.masked} | ({"heard": True} if heard else {})
    events.record(ticket, events.Code.REPLIED, actor, at, **told)
    heard_from(ticket, actor, at)
    if actor.is_customer and answers and ticket.state == State.HELD and _waits_for_customer(ticket):
        events.fact(ticket, "resumed", actor, at)
        events.record(ticket, events.Code.RESUMED, actor, at, because="customer_replied")
        ticket.state = State.WORKING
    clocks.settle(ticket, at)
    ticket.save()
    return message


@act
def note(
    actor: Actor,
    number: str,
    text: str,
    *,
    at: datetime,
    submission: str,
    uploads: Sequence[Upload] = (),
    shows_patient: Shows | None = None,
) -> Message:
    """Write a note that the hospital never sees. Refused as `reply`."""
    ticket = lock(actor, number)
    key = key_of(actor, f"note:{ticket.pk}", submission)
    if said := said_before(key):
        return said
    may(actor, ticket, Act.NOTE)
    message = say(
        ticket,
        actor,
        body=text,
        audience=Message.Audience.INTERNAL,
        uploads=uploads,
        shows_patient=shows_patient,
        at=at,
        submission=key,
    )
    events.record(ticket, events.Code.NOTED, actor, at, message=message.pk, files=len(uploads), masked=message.masked)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    return message


def _waits_for_customer(ticket: Ticket) -> bool:
    held = ticket.facts.filter(type="paused").order_by("-at", "-pk").first()
    return held is not None and held.reason == PauseReason.WAITING_CUSTOMER
