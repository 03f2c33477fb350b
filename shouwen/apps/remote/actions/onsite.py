"""Unsolved for long by remote service: somebody should go there. Grades 1 and 2 by themselves, the others by a word."""

from datetime import datetime

from django.db.models import Q

from shouwen.apps.customers.models import Posting
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.queries import away, qualified
from shouwen.apps.remote.access import lock_card_of, need_staff
from shouwen.apps.remote.actions.asking import said
from shouwen.apps.remote.models import OnsiteClock
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets import actions as card_acts
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Journey, Ticket
from shouwen.policy.lifecycle import OPEN
from shouwen.policy.lifecycle import State as CardState
from shouwen.policy.refusal import Refused
from shouwen.policy.remote import goes_by_itself
from shouwen.policy.roles import SYSTEM, Actor

State = OnsiteClock.State
# Kept in the record as it is sent to the hospital: the desk's own language.
BY_ITSELF = "远程服务超时未解决，按规定自动派员到场。"


@act
def propose_onsite(clock_id: int, *, at: datetime) -> bool:
    """The time of remote service is used up and the card is unsolved: said once, and for grades 1 and 2 somebody goes.

    Nobody there to be sent, it is proposed as for the other grades. False when it is dropped, or no longer so.
    """
    ticket = lock_card_of(OnsiteClock.objects.get(pk=clock_id))
    clock = OnsiteClock.objects.select_for_update().get(pk=clock_id)
    if clock.state != State.RUNNING or clock.due_at > at:
        return False
    if is_settled(ticket, clock):
        clock.state = State.DROPPED
        clock.save()
        return False
    goes = _who_goes(ticket, at) if goes_by_itself(ticket.grade) else None
    clock.state, clock.proposed_at = State.PROPOSED, at
    told = {"due": clock.due_at.isoformat(), "since": clock.since.isoformat(), "by_itself": goes is not None}
    events.record(ticket, events.Code.ONSITE_PROPOSED, SYSTEM, at, **told)
    if goes is not None:
        card_acts.dispatch(SYSTEM, ticket.number, goes, BY_ITSELF, at=at)
        clock.state, clock.answered_at = State.SENT, at
    clock.save()
    return True


@act
def send_onsite(actor: Actor, number: str, engineer_id: int, reason: str, *, at: datetime) -> Journey:
    """Follow the proposal: somebody is sent, by the same act as from the card.

    Refused: `absent`, `not_your_role`, `no_proposal`, `not_now`, `journey_open`; with `field`: `absent`,
    `text_missing`, `text_too_long`.
    """
    clock = _proposed(actor, number)
    journey = card_acts.dispatch(actor, number, engineer_id, reason, at=at)
    clock.state, clock.answered_at, clock.answered_by_id = State.SENT, at, actor.person
    clock.save()
    return journey


@act
def decline_onsite(actor: Actor, number: str, words: str, *, at: datetime) -> OnsiteClock:
    """Nobody need go there, and why. Refused: `absent`, `not_your_role`, `no_proposal`; with `field`: `text_missing`,
    `text_too_long`, `password_in_text`."""
    clock = _proposed(actor, number)
    clock.words = said(words, "words", 500)
    clock.state, clock.answered_at, clock.answered_by_id = State.DECLINED, at, actor.person
    clock.save()
    events.record(cards.lock(actor, number), events.Code.ONSITE_DECLINED, actor, at)
    return clock


def _proposed(actor: Actor, number: str) -> OnsiteClock:
    ticket = cards.lock(actor, number)
    need_staff(actor, "answer_onsite")
    clock = OnsiteClock.objects.select_for_update().filter(ticket=ticket, state=State.PROPOSED).first()
    if clock is None:
        raise Refused("no_proposal")
    return clock


def is_settled(ticket: Ticket, clock: OnsiteClock) -> bool:
    """Solved, restored, or somebody was sent since, or is still on the way."""
    is_solved = CardState(ticket.state) not in OPEN or ticket.state == CardState.RESTORED
    return is_solved or ticket.journeys.filter(Q(arrived_at=None) | Q(dispatched_at__gte=clock.since)).exists()


def _who_goes(ticket: Ticket, at: datetime) -> int | None:
    """The resident who is posted there, else the account manager or his deputy: the first who is here."""
    posted = Posting.objects.filter(hospital=ticket.hospital_id, until=None).order_by("since", "pk")
    hospital, out = ticket.hospital, away(at)
    candidates = [*posted.values_list("engineer", flat=True), hospital.account_manager_id, hospital.deputy_id]
    here = (each for each in candidates if each is not None and each not in out and qualified(each) is not None)
    return next(here, None)
