"""The ladder: a card rises by itself, or is proposed to; the director is told of the gravest. Acts of the system."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.models import Firing, Ticket
from shouwen.policy.ladder import BREACH, Rung, Way
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor


@act
def climb(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """Lift a card whose unsolved time at its level is used up (clause ladder.climbs).

    The handler keeps his hands on it until somebody above takes over: nobody drops a card because a clock ran out.
    From now on it waits for one of that level (`waits_since`), unless the handler himself stands there already.
    Refused: `absent`, `not_your_role` for everyone but the system, `not_now`.
    """
    ticket, rung = _due(actor, number, Way.CLIMB, at)
    _fire(ticket, rung, at)
    clocks.stand(ticket, rung.to, at)
    if ticket.handler is not None and ticket.handler.level != rung.to:
        ticket.waits_since = at
    events.record(ticket, events.Code.CLIMBED, actor, at, **_facts(rung))
    clocks.settle(ticket, at)
    ticket.save()
    return ticket


@act
def propose_climb(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """Propose that a person lift the card, once a stay at a level (clause ladder.proposes). Refused as `climb`."""
    ticket, rung = _due(actor, number, Way.PROPOSE, at)
    _fire(ticket, rung, at)
    events.record(ticket, events.Code.CLIMB_PROPOSED, actor, at, **_facts(rung))
    clocks.settle(ticket, at)
    ticket.save(update_fields=["climb_at"])
    return ticket


def tell_director(ticket: Ticket, at: datetime) -> None:
    """Record that the director is told at once (clause ladder.director); who that is, is found when he is told."""
    events.record(ticket, events.Code.DIRECTOR_TOLD, SYSTEM, at, grade=ticket.grade)


def _due(actor: Actor, number: str, way: Way, at: datetime) -> tuple[Ticket, Rung]:
    if actor.kind != "system":
        raise Refused("not_your_role", act=way.value)
    ticket = Ticket.objects.select_for_update().filter(number=number).first()
    if ticket is None:
        raise Refused("absent")
    rung = clocks.rung(ticket, list(ticket.facts.all()), at)
    fired = (BREACH, clocks.stay(ticket)) in clocks.told(ticket)[clocks.LADDER]
    if rung is None or rung.way is not way or rung.due_at > at or fired:
        raise Refused("not_now", act=way.value, state=ticket.state)
    return ticket, rung


def _fire(ticket: Ticket, rung: Rung, at: datetime) -> None:
    Firing.objects.create(
        ticket=ticket, clock=clocks.LADDER, percent=BREACH, cycle=clocks.stay(ticket), due_at=rung.due_at, fired_at=at
    )


def _facts(rung: Rung) -> dict[str, object]:
    return {
        "level": rung.level.value,
        "to": rung.to.value,
        "grade": rung.grade,
        "minutes": rung.target.minutes,
        "calendar": str(rung.target.calendar),
        "due": rung.due_at.isoformat(),
        "clause": rung.clause.value,
    }
