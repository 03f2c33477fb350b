"""A fax is written down, made, sent again, tried by hand, and called off; and the gateway tells what became of one."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from shouwen.apps.customers.access import actor_of
from shouwen.apps.faxes import events
from shouwen.apps.faxes.models import FaxIn, FaxOut, FaxTry
from shouwen.apps.files.actions import Upload
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.outbox.actions import enqueue
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.access import lock, may
from shouwen.apps.tickets.actions.intake import LATEST, Intake
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.events import Code
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.fax import SAID, End, Result, Way, checked_fax
from shouwen.policy.lifecycle import Act
from shouwen.policy.originals import Shows
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor

__all__ = ["Received", "Wanted", "call_off_fax", "hear_result", "log_fax", "make_fax", "note_fax_try", "send_fax_again"]
CHANNEL = "fax"
# What a machine has not sent in a day is of no use to its reader.
FRESH = timedelta(hours=24)
TEXT = 8000
MOST_PAGES = 200
# What may still bring it there.
UNDER_WAY = (Delivery.State.PENDING, Delivery.State.SENT)


@dataclass(frozen=True)
class Received:
    """A fax on paper, as somebody wrote it down: for a card that is there (`card`), or a new one (`new`)."""

    number: str
    pages: int
    received_at: datetime
    words: str
    card: str = ""
    new: Intake | None = None
    uploads: Sequence[Upload] = ()
    shows_patient: Shows | None = None


@act
def log_fax(actor: Actor, said: Received, *, at: datetime, submission: str) -> FaxIn:
    """Write down a fax that came on paper: a card whose clocks count from its arrival, or a note on the card that it
    names (nobody proves whose words these are). The same `submission` is written down once.

    Refused: `not_your_role`; with `field`: `fax_odd`, `number_range`, `time_not_past`, `too_long_ago`, `absent`, and as
    `tickets.take_in` or `tickets.note`.
    """
    if not actor.is_qualified:
        raise Refused("not_your_role", act="fax")
    key = key_of(actor, "fax-in", submission)
    known = FaxIn.objects.select_related("ticket").filter(submission=key).first()
    if known is not None:
        return known
    number = checked_fax(said.number, "number")
    if not 1 <= said.pages <= MOST_PAGES:
        raise Refused("number_range", field="pages", least=1, most=MOST_PAGES)
    if said.received_at > at:
        raise Refused("time_not_past", field="received_at")
    if at - said.received_at > LATEST:
        raise Refused("too_long_ago", field="received_at", days=LATEST.days)
    card = _noted(actor, said, at, submission) if said.new is None else _opened(actor, said.new, at, submission)
    fax = FaxIn.objects.create(
        number=number,
        pages=said.pages,
        received_at=said.received_at,
        ticket=card,
        recorded_at=at,
        by_id=actor.person,
        submission=key,
    )
    events.came(card, fax, actor, at)
    return fax


def _opened(actor: Actor, said: Intake, at: datetime, submission: str) -> Ticket:
    return cards.take_in(actor, said, at=at, submission=f"fax-{submission}")


def _noted(actor: Actor, said: Received, at: datetime, submission: str) -> Ticket:
    found = Ticket.objects.for_actor(actor).filter(number=said.card.strip().upper()[:24]).first()
    if found is None:
        raise Refused("absent", field="card")
    cards.note(
        actor,
        found.number,
        said.words,
        at=at,
        submission=f"fax-{submission}",
        uploads=said.uploads,
        shows_patient=said.shows_patient,
    )
    return found


@dataclass(frozen=True)
class Wanted:
    """A fax to be sent, or printed. `language`: of its words around the text."""

    number: str
    text: str
    receiver: str = ""
    language: str = "zh-hans"
    way: str = Way.HAND.value


@act
def make_fax(actor: Actor, card: str, wanted: Wanted, *, at: datetime, submission: str) -> FaxOut:
    """Make a fax from a card; by the gateway it is on its way at once, by hand it waits to be printed and sent.

    It is the response, and a word to the hospital, when it is known to have arrived, and not before (clause
    response.qualified). Refused: `absent`, `not_your_role`, `not_now`; with `field`: `text_missing`, `fax_odd`,
    `text_too_long`, `unknown_choice`, `fax_no_gateway`.
    """
    ticket = lock(actor, card)
    key = key_of(actor, f"fax:{ticket.pk}", submission)
    known = FaxOut.objects.filter(submission=key).first()
    if known is not None:
        return known
    if not actor.is_qualified:
        raise Refused("not_your_role", act="fax")
    may(actor, ticket, Act.REPLY)
    number = checked_fax(wanted.number, "number", required=True)
    if wanted.language not in dict(settings.LANGUAGES):
        raise Refused("unknown_choice", field="language")
    if wanted.way not in set(Way):
        raise Refused("unknown_choice", field="way")
    masked = masked_text(wanted.text, "text", limit=TEXT)
    fax = FaxOut.objects.create(
        ticket=ticket,
        number=number,
        receiver=masked_text(wanted.receiver, "receiver", limit=64, required=False).text[:64],
        text=masked.text,
        masked=masked.count,
        language=wanted.language,
        way=wanted.way,
        made_at=at,
        made_by_id=actor.person,
        submission=key,
    )
    events.record(ticket, fax, Code.FAX_MADE, actor, at, way=wanted.way)
    if wanted.way == Way.GATEWAY:
        _send(fax, at, field="way")
    return fax


@act
def send_fax_again(actor: Actor, fax_id: int, *, at: datetime) -> FaxTry:
    """One more try by the gateway. Refused: `absent`, `not_your_role`, `fax_ended`, `fax_under_way`,
    `fax_no_gateway`."""
    _ticket, fax = _open(actor, fax_id)
    keys = [row.key for row in fax.tries.filter(result=Result.WAITING) if row.key]
    if Delivery.objects.filter(key__in=keys, state__in=UNDER_WAY).exists():
        raise Refused("fax_under_way")
    return _send(fax, at)


@act
def note_fax_try(actor: Actor, fax_id: int, result: str, sent_at: datetime, *, at: datetime, submission: str) -> FaxTry:
    """It was sent by hand: when, and with which result; arrived, it counts from now as a reply does.

    Refused: `absent`, `not_your_role`, `fax_ended`; with `field`: `unknown_choice`, `time_not_past`, `dates_order`.
    """
    key = key_of(actor, f"fax-try:{fax_id}", submission)
    known = FaxTry.objects.filter(submission=key).first()
    if known is not None:
        return known
    ticket, fax = _open(actor, fax_id)
    if result not in SAID:
        raise Refused("unknown_choice", field="result")
    if sent_at > at:
        raise Refused("time_not_past", field="sent_at")
    # A minute's grace: a form tells no seconds.
    if sent_at < fax.made_at - timedelta(minutes=1):
        raise Refused("dates_order", field="sent_at")
    row = FaxTry.objects.create(fax=fax, at=sent_at, result=result, told_at=at, by_id=actor.person, submission=key)
    events.record(ticket, fax, Code.FAX_TRIED, actor, at, result=result, way=Way.HAND.value)
    if result == Result.DELIVERED:
        _arrived(ticket, fax, at)
    return row


@act
def call_off_fax(actor: Actor, fax_id: int, *, at: datetime) -> FaxOut:
    """It is not wanted any more: what is not with the gateway yet is not sent. Refused: `absent`, `not_your_role`,
    `fax_ended`."""
    ticket, fax = _open(actor, fax_id)
    fax.end, fax.ended_at = End.CALLED_OFF, at
    fax.save(update_fields=["end", "ended_at"])
    events.record(ticket, fax, Code.FAX_CALLED_OFF, actor, at)
    return fax


@act
def hear_result(key: str, result: Result, *, at: datetime) -> bool:
    """The gateway tells of a sending; False when it is none of ours.

    Told again it changes nothing, and what has arrived stays so, whatever else is told.
    """
    number = FaxTry.objects.filter(key=key).values_list("fax__ticket__number", flat=True).first()
    if number is None:
        return False
    ticket = lock(SYSTEM, number)
    row = FaxTry.objects.select_for_update().select_related("fax__made_by").get(key=key)
    if row.result in {Result.DELIVERED, result}:
        return True
    row.result, row.told_at = result, at
    row.save(update_fields=["result", "told_at"])
    told = {"result": result.value, "way": Way.GATEWAY.value, "person": row.fax.made_by_id}
    events.record(ticket, row.fax, Code.FAX_TRIED, SYSTEM, at, **told)
    if result is Result.DELIVERED and row.fax.end != End.DELIVERED:
        _arrived(ticket, row.fax, at)
    return True


def _open(actor: Actor, fax_id: int) -> tuple[Ticket, FaxOut]:
    """The card locked, and a fax of it that has not ended."""
    number = FaxOut.objects.for_actor(actor).filter(pk=fax_id).values_list("ticket__number", flat=True).first()
    if number is None:
        raise Refused("absent")
    ticket = lock(actor, number)
    if not actor.is_qualified:
        raise Refused("not_your_role", act="fax")
    fax = FaxOut.objects.select_related("made_by").get(pk=fax_id)
    if fax.end:
        raise Refused("fax_ended")
    return ticket, fax


def _send(fax: FaxOut, at: datetime, **field: str) -> FaxTry:
    if settings.FAX is None or not settings.FAX.domain:
        raise Refused("fax_no_gateway", **field)
    # Part of the name is a secret: who gives it back has seen our letter.
    key = f"fax-{fax.pk}-{secrets.token_hex(12)}"
    row = FaxTry.objects.create(fax=fax, key=key, at=at, result=Result.WAITING)
    enqueue(key, CHANNEL, {"try": row.pk}, at=at, not_after=at + FRESH)
    return row


def _arrived(ticket: Ticket, fax: FaxOut, at: datetime) -> None:
    """The hospital has it: the same word on the card, by who made it, as if he had replied now."""
    try:
        said = cards.reply(actor_of(fax.made_by), ticket.number, fax.text, at=at, submission=f"fax-{fax.pk}")
    except Refused:
        # The card has ended meanwhile, or he has left: the fax arrived all the same, and that is on record.
        said = None
    fax.end, fax.ended_at, fax.message = End.DELIVERED, at, said
    fax.save(update_fields=["end", "ended_at", "message"])
