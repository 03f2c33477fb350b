"""派单 and 到场."""

from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.queries import qualified
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.chase import stands_there
from shouwen.apps.tickets.actions.urgent import arrived
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Journey
from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def dispatch(actor: Actor, number: str, engineer_id: int, reason: str, *, at: datetime) -> Journey:
    """Decide that somebody goes there; at any hour (clauses arrival.covered, arrival.ceiling).

    Refused: `absent`, `not_your_role`, `not_now`, `journey_open`; with `field`: `absent`, `text_missing`,
    `text_too_long`.
    """
    ticket = lock_for(actor, number, Act.DISPATCH)
    if ticket.journeys.filter(arrived_at=None).exists():
        raise Refused("journey_open")
    engineer = qualified(engineer_id)
    if engineer is None:
        raise Refused("absent", field="engineer")
    row = Journey.objects.create(
        ticket=ticket,
        engineer=engineer,
        # Time alone sends somebody too: see apps/remote.
        by_id=actor.id,
        reason=masked_text(reason, "reason", limit=500).text,
        dispatched_at=at,
    )
    events.fact(ticket, "dispatched", actor, at)
    events.record(ticket, events.Code.DISPATCHED, actor, at, journey=row.pk, engineer=engineer.pk)
    clocks.settle(ticket, at)
    ticket.save()
    return row


@act
def arrive(actor: Actor, number: str, *, at: datetime) -> Journey:
    """He is there: that is the response too, if there was none, and answers every chase (clause response.qualified).

    Refused: `absent`, `not_your_role`, `not_now`, `no_journey`.
    """
    ticket = lock_for(actor, number, Act.ARRIVE)
    row = ticket.journeys.filter(arrived_at=None).first()
    if row is None:
        raise Refused("no_journey")
    row.arrived_at = at
    row.save(update_fields=["arrived_at"])
    events.fact(ticket, "arrived", actor, at)
    events.record(ticket, events.Code.ARRIVED, actor, at, journey=row.pk, engineer=row.engineer_id)
    stands_there(ticket, row.engineer_id, actor, at)
    arrived(ticket, actor, at)
    clocks.settle(ticket, at)
    ticket.save()
    return row
