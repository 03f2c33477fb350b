"""A call is told of by the exchange, written down by hand, said what became of it, and bound to a card."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.calls import events
from shouwen.apps.calls.models import Call, CallEvent
from shouwen.apps.customers.callers import callers
from shouwen.apps.customers.models import Contact, Hospital
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.tickets.access import find as find_card
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.calendars import CalendarName
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor
from shouwen.policy.telephone import Outcome, Source, Step, Told, check_order, fold

__all__ = ["Heard", "Logged", "bind", "log_call", "settle_call", "take_event"]
BY_HAND = (Source.HAND, Source.PAPER, Source.FILE)


@dataclass(frozen=True)
class Heard:
    """What an exchange says. `event`: its own name of the event; `call`: of the call; `agent`: an account."""

    event: str
    call: str
    step: str
    at: datetime
    number: str = ""
    agent: str = ""
    recording: str = ""


@act
def take_event(actor: Actor, heard: Heard, *, at: datetime) -> Call:
    """Keep what an exchange told; the call is what all its events say together, whatever their order.

    The same event again changes nothing. Refused: `not_your_role`, `event_reused` (another event of that name); with
    `field`: `unknown_choice`, `text_missing`, `text_too_long`.
    """
    if actor.kind != "system" and not actor.is_qualified:
        raise Refused("not_your_role", act="call")
    if heard.step not in set(Step):
        raise Refused("unknown_choice", field="type")
    event = checked_text(heard.event, "id", limit=64)
    name = checked_text(heard.call, "call", limit=100)
    digest = _digest(heard)
    known = CallEvent.objects.select_related("call").filter(event=event).first()
    if known is not None:
        if known.digest != digest:
            raise Refused("event_reused")
        return known.call
    fresh = {"source": Source.EXCHANGE, "offered_at": heard.at, "in_hours": in_hours(heard.at), "recorded_at": at}
    call, _made = Call.objects.get_or_create(known_as=f"exchange:{name}", defaults=fresh)
    call = Call.objects.select_for_update().get(pk=call.pk)
    CallEvent.objects.create(
        event=event,
        digest=digest,
        call=call,
        step=heard.step,
        at=heard.at,
        number=checked_text(heard.number, "number", limit=32, required=False),
        agent=checked_text(heard.agent, "agent", limit=64, required=False),
        recording=checked_text(heard.recording, "recording", limit=200, required=False),
    )
    _fold(call)
    call.save()
    events.record(call, events.Code.TOLD, actor, at, step=heard.step, happened=heard.at.isoformat())
    return call


@dataclass(frozen=True)
class Logged:
    """A call as somebody wrote it down, with its real times."""

    source: str
    offered_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    number: str = ""
    caller_name: str = ""
    hospital_id: int | None = None
    agent_id: int | None = None
    outcome: str = ""
    words: str = ""
    recording: str = ""
    card: str = ""


@act
def log_call(actor: Actor, said: Logged, *, at: datetime, submission: str) -> Call:
    """Write down a call by hand, from the paper log of a day without the system, or from a file.

    Refused: `not_your_role`; with `field`: `unknown_choice`, `absent`, `time_not_past`, `dates_order`,
    `text_too_long`.
    """
    if not actor.is_qualified:
        raise Refused("not_your_role", act="call")
    key = key_of(actor, "call", submission) if said.source != Source.FILE else f"file:{submission}"
    known = Call.objects.filter(known_as=key).first()
    if known is not None:
        return known
    if said.source not in BY_HAND:
        raise Refused("unknown_choice", field="source")
    if said.outcome and said.outcome not in set(Outcome):
        raise Refused("unknown_choice", field="outcome")
    check_order(said.offered_at, said.answered_at, said.ended_at, at)
    call = Call(
        known_as=key,
        source=said.source,
        number=checked_text(said.number, "number", limit=32, required=False),
        caller_name=checked_text(said.caller_name, "caller_name", limit=64, required=False),
        agent_id=_agent(actor, said),
        offered_at=said.offered_at,
        answered_at=said.answered_at,
        ended_at=said.ended_at,
        in_hours=in_hours(said.offered_at),
        recording=checked_text(said.recording, "recording", limit=200, required=False),
        outcome=said.outcome,
        words=masked_text(said.words, "words", limit=2000, required=False).text,
        recorded_at=at,
        recorded_by_id=actor.person,
    )
    if said.card.strip():
        call.ticket = _card(actor, said.card)
    _whose(call, actor, said.hospital_id)
    call.save()
    events.record(call, events.Code.LOGGED, actor, at, source=said.source)
    return call


@act
def settle_call(actor: Actor, call_id: int, outcome: str, words: str, *, at: datetime) -> Call:
    """What became of it; the work after the call is done, if it was not before.

    Refused: `absent`, `not_your_role`; with `field`: `unknown_choice`, `text_too_long`.
    """
    call = _lock(actor, call_id)
    if outcome not in set(Outcome):
        raise Refused("unknown_choice", field="outcome")
    call.outcome = outcome
    call.words = masked_text(words, "words", limit=2000, required=False).text
    if call.ended_at is not None:
        call.wrapped_at = call.wrapped_at or max(at, call.ended_at)
    call.save()
    events.record(call, events.Code.SETTLED, actor, at, outcome=outcome)
    return call


@act
def bind(actor: Actor, call_id: int, card: str, *, at_once: bool = False, at: datetime) -> Call:
    """The call is about this card; a card has many. `at_once`: it was answered and closed while the caller listened.

    Refused: `absent`, `not_your_role`; with `field` card: `absent`.
    """
    call = _lock(actor, call_id)
    ticket = _card(actor, card)
    call.ticket = ticket
    call.outcome = Outcome.AT_ONCE if at_once else call.outcome or Outcome.CARD
    if not ticket.hospital.is_unlisted:
        call.hospital = ticket.hospital
        call.contact = call.contact if call.contact and call.contact.hospital_id == ticket.hospital_id else None
        call.contact = call.contact or ticket.contact
    call.save()
    events.record(call, events.Code.BOUND, actor, at, card=ticket.pk)
    return call


def in_hours(at: datetime) -> bool:
    return working_times(newest().pk)[CalendarName.HOTLINE].is_open(at)


def _lock(actor: Actor, call_id: int) -> Call:
    found = Call.objects.for_actor(actor).filter(pk=call_id).values_list("pk", flat=True).first()
    if found is None:
        raise Refused("absent")
    if not actor.is_qualified:
        raise Refused("not_your_role", act="call")
    return Call.objects.select_for_update().get(pk=found)


def _fold(call: Call) -> None:
    """The call as its events say; who it is, once the number is known."""
    told = [Told(Step(row.step), row.at, row.number, row.agent, row.recording) for row in call.told.all()]
    facts = fold(told)
    call.offered_at, call.answered_at, call.ended_at = facts.offered, facts.answered, facts.ended
    call.in_hours = in_hours(facts.offered)
    call.recording = facts.recording
    staff = User.objects.filter(kind=User.Kind.STAFF, is_active=True, username=facts.agent)
    call.agent = staff.first() if facts.agent else None
    if facts.number and facts.number != call.number:
        call.number = facts.number
        _whose(call, SYSTEM, None)


def _whose(call: Call, actor: Actor, hospital_id: int | None) -> None:
    """Hospital and contact: as named, else by the card, else by the number when it is one person's alone."""
    if hospital_id is not None:
        house = Hospital.objects.for_actor(actor).filter(pk=hospital_id, is_unlisted=False).first()
        if house is None:
            raise Refused("absent", field="hospital")
        call.hospital = house
    elif call.ticket is not None and not call.ticket.hospital.is_unlisted:
        call.hospital = call.ticket.hospital
    found: list[Contact] = list(callers(actor, call.number).contacts) if call.number else []
    if call.hospital is not None:
        found = [each for each in found if each.hospital_id == call.hospital.pk]
    if len(found) == 1:
        call.contact, call.hospital = found[0], found[0].hospital


def _card(actor: Actor, number: str) -> Ticket:
    try:
        return find_card(actor, number.strip()[:24])
    except Refused as refused:
        raise Refused("absent", field="card") from refused


def _agent(actor: Actor, said: Logged) -> int | None:
    """Who took it: whoever writes it down, unless another is named; of a call from a file nobody is known then."""
    if said.agent_id is None:
        return None if said.source == Source.FILE else actor.person
    found = User.objects.filter(pk=said.agent_id, kind=User.Kind.STAFF).values_list("pk", flat=True).first()
    if found is None:
        raise Refused("absent", field="agent")
    return found


def _digest(heard: Heard) -> str:
    told = [heard.call, heard.step, heard.at.isoformat(), heard.number, heard.agent, heard.recording]
    return sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()
