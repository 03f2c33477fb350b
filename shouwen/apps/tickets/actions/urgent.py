"""限次加急响应: asked for, assessed by a person, kept or missed; a unit is reserved on acceptance, used on arrival."""

from datetime import datetime, time

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.settings.queries import both
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock
from shouwen.apps.tickets.actions.classification import judge_again
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Ticket, UrgentCall
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.apps.tickets.unit_moves import account_of, give_back, move, reserve, rooms
from shouwen.apps.tickets.urgent_calls import why_not
from shouwen.policy.catalogue import Service
from shouwen.policy.quota import GiveBack, urgent_due
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor, Role
from shouwen.policy.ruling import warn_at
from shouwen.policy.setting import URGENT_LATE, URGENT_UNTIL
from shouwen.policy.unit_book import Account, Move

LONGEST = 500
LIVE = (UrgentCall.State.ASKED, UrgentCall.State.ACCEPTED)


def promise_at(at: datetime) -> datetime:
    """When somebody would be there, if it were asked for now: told before it is sent (clause quota.same_day)."""
    until, late = both(URGENT_UNTIL, URGENT_LATE, at)
    return urgent_due(at, DESK_ZONE, time(until), late)


def may_ask(actor: Actor) -> bool:
    """A unit is the hospital's: its head of IT asks for one, or any qualified person whom somebody has telephoned."""
    return actor.is_qualified or (actor.is_customer and Role.IT_HEAD in actor.roles)


@act
def ask_urgent(actor: Actor, number: str, words: str, *, at: datetime, by_quote: bool = False) -> UrgentCall:
    """Ask that somebody be there today. Without a unit left it is only taken `by_quote`: a quote is needed first.

    Refused: `absent`, `not_your_role`, `not_now`, `urgent.open`, `urgent.kind`, `urgent.quote_needed`; with `field`:
    `text_missing`, `text_too_long`.
    """
    ticket = lock(actor, number)
    if not may_ask(actor):
        raise Refused("not_your_role", act="ask_urgent")
    refused = why_not(ticket)
    if refused is not None:
        raise refused
    if _live(ticket) is not None:
        raise Refused("urgent.open")
    said = masked_text(words, "words", limit=LONGEST).text
    left = sum(room.left for room in rooms(ticket))
    if left == 0 and not by_quote:
        raise Refused("urgent.quote_needed")
    due = promise_at(at)
    call = UrgentCall.objects.create(
        ticket=ticket,
        by_id=actor.person,
        by_phone=actor.is_staff,
        words=said,
        at=at,
        due_at=due,
        next_step_at=warn_at(at, due),
        needs_quote=left == 0,
    )
    facts = {"call": call.pk, "due": due.isoformat(), "needs_quote": call.needs_quote}
    events.record(ticket, events.Code.URGENT_ASKED, actor, at, **facts)
    if call.needs_quote:
        _as_urgent(ticket, call)
        judge_again(ticket, actor, at)
    return _kept(ticket, call, at)


@act
def accept_urgent(actor: Actor, number: str, words: str, *, at: datetime) -> UrgentCall:
    """Promise it: a unit is reserved; without one only a quote that the hospital has confirmed will do.

    Refused: `absent`, `not_your_role`, `urgent.none`, `urgent.too_late`, `urgent.quote_needed`; with `field`:
    `text_too_long`.
    """
    ticket, call = _assessed(actor, number, "accept_urgent")
    if at > call.due_at:
        raise Refused("urgent.too_late")
    call.answer = masked_text(words, "words", limit=LONGEST, required=False).text
    if not reserve(ticket, call, actor, at) and not call.quote:
        raise Refused("urgent.quote_needed")
    call.state, call.assessed_by_id, call.assessed_at = UrgentCall.State.ACCEPTED, actor.person, at
    _as_urgent(ticket, call)
    due = call.due_at.isoformat()
    events.record(ticket, events.Code.URGENT_ACCEPTED, actor, at, call=call.pk, due=due, pool=call.pool)
    _kept(ticket, call, at)
    judge_again(ticket, actor, at)
    return call


@act
def decline_urgent(actor: Actor, number: str, words: str, *, at: datetime) -> UrgentCall:
    """Not urgent enough, or better served otherwise, with the reason that the hospital reads.

    Refused: `absent`, `not_your_role`, `urgent.none`; with `field`: `text_missing`, `text_too_long`.
    """
    ticket, call = _assessed(actor, number, "decline_urgent")
    call.answer = masked_text(words, "words", limit=LONGEST).text
    call.assessed_by_id, call.assessed_at = actor.person, at
    events.record(ticket, events.Code.URGENT_DECLINED, actor, at, call=call.pk)
    _end(ticket, call, UrgentCall.State.DECLINED, at)
    _as_before(ticket, call, actor, at)
    return _kept(ticket, call, at)


@act
def end_urgent(actor: Actor, number: str, words: str, *, at: datetime) -> UrgentCall:
    """Take it back (the hospital) or cancel it (we) before anybody has arrived; the unit comes back.

    Refused: `absent`, `not_your_role`, `urgent.none`; with `field`: `text_missing`, `text_too_long`.
    """
    ticket = lock(actor, number)
    if not may_ask(actor):
        raise Refused("not_your_role", act="end_urgent")
    call = _live(ticket)
    if call is None:
        raise Refused("urgent.none")
    call.answer = masked_text(words, "words", limit=LONGEST).text
    state = UrgentCall.State.CANCELLED if actor.is_staff else UrgentCall.State.WITHDRAWN
    _close(ticket, call, state, actor, at)
    return _kept(ticket, call, at)


@act
def quote_confirmed(ticket_id: int, quote: str, *, at: datetime) -> bool:
    """The hospital has confirmed a quote for this card: what waited for one may be accepted now."""
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    call = _live(ticket)
    if call is None or not call.needs_quote or call.quote:
        return False
    call.quote = quote
    _kept(ticket, call, at)
    return True


def arrived(ticket: Ticket, actor: Actor, at: datetime) -> None:
    """Somebody is there: in time the unit is used, late it comes back. The card is locked by the act."""
    call = _live(ticket)
    if call is None or call.state != UrgentCall.State.ACCEPTED:
        return
    if at > call.due_at:
        _miss(ticket, call, at)
    else:
        if account_of(call) is Account.RESERVED:
            move(ticket, call, Move.USE, actor, at)
        _end(ticket, call, UrgentCall.State.ARRIVED, at)
    _kept(ticket, call, at)


def no_longer(ticket: Ticket, actor: Actor, at: datetime) -> None:
    """The card is resolved or has ended before anybody had to come: the unit comes back. The caller saves the card."""
    call = _live(ticket)
    if call is None:
        return
    if at > call.due_at:
        _miss(ticket, call, at)
    else:
        _close(ticket, call, UrgentCall.State.CANCELLED, actor, at)
    call.save()


@act
def tell_urgent(call_id: int, *, at: datetime) -> bool:
    """What time brings about: four fifths are used up, or the deadline was missed and the unit comes back.

    False when it has moved on meanwhile.
    """
    ticket_id = UrgentCall.objects.values_list("ticket_id", flat=True).get(pk=call_id)
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    call = UrgentCall.objects.get(pk=call_id)
    if call.next_step_at is None or call.next_step_at > at:
        return False
    at = max(at, ticket.changed_at)
    if call.due_at > at:
        call.next_step_at = call.due_at
        due = call.due_at.isoformat()
        events.record(ticket, events.Code.URGENT_WARNED, SYSTEM, at, call=call.pk, due=due)
    else:
        _miss(ticket, call, at)
    _kept(ticket, call, at)
    return True


def due_urgent(now: datetime, limit: int = 100) -> list[int]:
    """Calls whose next instant has come, by index."""
    rows = UrgentCall.objects.filter(next_step_at__lte=now).order_by("next_step_at", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _live(ticket: Ticket) -> UrgentCall | None:
    return UrgentCall.objects.filter(ticket=ticket, state__in=LIVE).first()


def _assessed(actor: Actor, number: str, act_: str) -> tuple[Ticket, UrgentCall]:
    """The card, locked, and its call that nobody has assessed yet."""
    ticket = lock(actor, number)
    if not actor.is_qualified:
        raise Refused("not_your_role", act=act_)
    call = _live(ticket)
    if call is None or call.state != UrgentCall.State.ASKED:
        raise Refused("urgent.none")
    return ticket, call


def _miss(ticket: Ticket, call: UrgentCall, at: datetime) -> None:
    """The deadline was missed, at its true instant: a unit that was taken comes back (clause quota.given_back)."""
    events.record(ticket, events.Code.URGENT_MISSED, SYSTEM, at, call=call.pk, due=call.due_at.isoformat())
    give_back(ticket, call, GiveBack.MISSED, SYSTEM, at)
    _end(ticket, call, UrgentCall.State.MISSED, at)
    _as_before(ticket, call, SYSTEM, at)


def _close(ticket: Ticket, call: UrgentCall, state: UrgentCall.State, actor: Actor, at: datetime) -> None:
    events.record(ticket, events.Code.URGENT_ENDED, actor, at, call=call.pk, state=state.value)
    give_back(ticket, call, GiveBack.CANCELLED, actor, at)
    _end(ticket, call, state, at)
    _as_before(ticket, call, actor, at)


def _end(ticket: Ticket, call: UrgentCall, state: UrgentCall.State, at: datetime) -> None:
    call.state, call.ended_at, call.next_step_at = state, at, None


def _as_urgent(ticket: Ticket, call: UrgentCall) -> None:
    """The card is an urgent response now: what it is judged by, and what can be quoted."""
    call.service_before = call.service_before or ticket.service
    ticket.service = Service.URGENT


def _as_before(ticket: Ticket, call: UrgentCall, actor: Actor, at: datetime) -> None:
    """The card is asked for again what it was before, and judged by that."""
    if call.service_before and ticket.service == Service.URGENT:
        ticket.service = call.service_before
        judge_again(ticket, actor, at)


def _kept(ticket: Ticket, call: UrgentCall, at: datetime) -> UrgentCall:
    call.save()
    ticket.changed_at = at
    clocks.settle(ticket, at)
    ticket.save()
    return call
