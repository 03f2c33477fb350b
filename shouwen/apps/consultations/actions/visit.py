"""A visit of an expert: proposed with scope, day and price, agreed by the hospital, then made."""

from dataclasses import dataclass
from datetime import date, datetime

from shouwen.apps.consultations.access import find_visit, lock_visit, signs_for_hospital
from shouwen.apps.consultations.events import Code, record
from shouwen.apps.consultations.models import ExpertVisit
from shouwen.apps.consultations.queries import check_expert
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import access as cards
from shouwen.apps.tickets import clocks
from shouwen.apps.tickets.actions.chase import stands_there
from shouwen.apps.tickets.actions.words import key_of, masked_text
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE, next_of_month
from shouwen.policy.consultation import NAMES_EXPERTS
from shouwen.policy.money import MOST
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need

State = ExpertVisit.State


@dataclass(frozen=True)
class VisitFacts:
    """`price`: in fen with its tax; 0 for what the agreement includes."""

    expert_id: int | None
    on: date | None
    scope: str
    price: int = 0


@act
def propose_visit(actor: Actor, number: str, facts: VisitFacts, *, at: datetime, submission: str) -> ExpertVisit:
    """Our signature under scope, day and price; the certificate counts on the day of the visit.

    Refused: `absent`, `not_your_role`; with `field`: `absent`, `text_missing`, `text_too_long`, `expert_not_certified`,
    `expert_expired`, `amount_range`, `day_past`.
    """
    ticket = cards.lock(actor, number)
    need(actor, NAMES_EXPERTS, "propose_visit")
    key = key_of(actor, "expert_visit", submission)
    known = ExpertVisit.objects.filter(submission=key).first()
    if known is not None:
        return known
    if facts.on is None:
        raise Refused("text_missing", field="on")
    if facts.on < at.astimezone(DESK_ZONE).date():
        raise Refused("day_past", field="on")
    expert = check_expert(facts.expert_id, facts.on, "expert")
    if not 0 <= facts.price <= MOST:
        raise Refused("amount_range", field="price")
    made = ExpertVisit.objects.create(
        number=next_of_month(ExpertVisit, "EV", at),
        ticket=ticket,
        expert=expert,
        on=facts.on,
        scope=masked_text(facts.scope, "scope", limit=1000).text,
        price_fen=facts.price,
        proposed_at=at,
        proposed_by_id=actor.person,
        submission=key,
    )
    told = {"person": expert.pk, "on": facts.on.isoformat(), "price": facts.price}
    record(made, Code.PROPOSED, actor, at, card=ticket.pk, hospital=ticket.hospital_id, **told)
    return made


@act
def agree_visit(actor: Actor, visit_number: str, signed_name: str, *, at: datetime) -> ExpertVisit:
    """The hospital's signature. Refused: `absent`, `not_your_role`, `visit_state`, `expert_expired`; with `field`:
    `text_missing`, `text_too_long`."""
    visit = _answered(actor, visit_number)
    check_expert(visit.expert_id, visit.on, "")
    visit.signed_name = checked_text(signed_name, "signed_name", limit=64)
    return _end(visit, State.AGREED, actor, at, Code.AGREED)


@act
def decline_visit(actor: Actor, visit_number: str, words: str, *, at: datetime) -> ExpertVisit:
    """The hospital does not agree. Refused: `absent`, `not_your_role`, `visit_state`; with `field`: `text_missing`,
    `text_too_long`."""
    visit = _answered(actor, visit_number)
    visit.words = masked_text(words, "words", limit=500).text
    return _end(visit, State.DECLINED, actor, at, Code.DECLINED)


@act
def make_visit(actor: Actor, visit_number: str, *, at: datetime) -> ExpertVisit:
    """The expert goes: only when both have signed, and only with a certificate that counts today. Where he stands the
    hospital has been reached: the response, if there was none, and the answer to every chase.

    Refused: `absent`, `not_your_role`, `visit_not_agreed`, `visit_not_today`, `expert_expired`.
    """
    # The card before the visit, as whoever leaves passes them on.
    ticket = Ticket.objects.select_for_update().get(pk=find_visit(actor, visit_number).ticket_id)
    visit = lock_visit(actor, visit_number)
    if not actor.is_staff or (visit.expert_id != actor.person and not actor.roles & NAMES_EXPERTS):
        raise Refused("not_your_role", act="make_visit")
    if visit.state != State.AGREED:
        raise Refused("visit_not_agreed")
    today = at.astimezone(DESK_ZONE).date()
    if today < visit.on:
        raise Refused("visit_not_today", on=visit.on.isoformat())
    check_expert(visit.expert_id, today, "")
    visit.state, visit.made_at = State.MADE, at
    visit.save(update_fields=["state", "made_at"])
    record(visit, Code.MADE, actor, at)
    stands_there(ticket, visit.expert_id, actor, at)
    clocks.settle(ticket, at)
    ticket.save()
    return visit


@act
def cancel_visit(actor: Actor, visit_number: str, words: str, *, at: datetime) -> ExpertVisit:
    """Not needed any more, by us, before it is made. Refused: `absent`, `not_your_role`, `visit_state`; with `field`:
    `text_missing`, `text_too_long`."""
    visit = lock_visit(actor, visit_number)
    need(actor, NAMES_EXPERTS, "cancel_visit")
    if visit.state not in {State.PROPOSED, State.AGREED}:
        raise Refused("visit_state")
    visit.words = masked_text(words, "words", limit=500).text
    visit.state = State.CANCELLED
    visit.save(update_fields=["state", "words"])
    record(visit, Code.CALLED_OFF, actor, at)
    return visit


def _answered(actor: Actor, number: str) -> ExpertVisit:
    visit = lock_visit(actor, number)
    if not signs_for_hospital(actor):
        raise Refused("not_your_role", act="answer_visit")
    if visit.state != State.PROPOSED:
        raise Refused("visit_state")
    return visit


def _end(visit: ExpertVisit, state: State, actor: Actor, at: datetime, code: Code) -> ExpertVisit:
    visit.state, visit.answered_at, visit.answered_by_id = state, at, actor.person
    visit.save(update_fields=["state", "answered_at", "answered_by", "signed_name", "words"])
    record(visit, code, actor, at)
    return visit
