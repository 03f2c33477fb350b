"""Ticking the steps of a checklist on a card."""

from datetime import datetime

from shouwen.apps.aids.models import Tick, Version
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import events as cards
from shouwen.apps.tickets.access import lock
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.aids import Kind, steps
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@act
def tick(actor: Actor, number: str, version_id: int, step: int, *, at: datetime) -> Tick:
    """A step of a checklist is done on a card, by this person; a second time it is the same tick.

    Refused: `not_your_role`, `absent`, `not_now` (the card has ended).
    """
    ticket, version = _step(actor, number, version_id, step)
    done = Tick.objects.filter(ticket=ticket, version=version, step=step, undone_at=None).first()
    if done is not None:
        return done
    made = Tick.objects.create(ticket=ticket, version=version, step=step, by_id=actor.person, at=at)
    cards.record(ticket, cards.Code.STEP_TICKED, actor, at, version=version.pk, step=step)
    return made


@act
def untick(actor: Actor, number: str, version_id: int, step: int, *, at: datetime) -> None:
    """Take a tick back, on record. Refused as `tick`."""
    ticket, version = _step(actor, number, version_id, step)
    rows = Tick.objects.filter(ticket=ticket, version=version, step=step, undone_at=None)
    if rows.update(undone_at=at, undone_by=actor.person):
        cards.record(ticket, cards.Code.STEP_UNTICKED, actor, at, version=version.pk, step=step)


def _step(actor: Actor, number: str, version_id: int, step: int) -> tuple[Ticket, Version]:
    if not actor.is_qualified:
        raise Refused("not_your_role", act="tick")
    ticket = lock(actor, number)
    version = Version.objects.filter(pk=version_id, aid__kind=Kind.CHECKLIST).first()
    if version is None or step >= len(steps(version.text_zh)):
        raise Refused("absent")
    if ticket.state in ENDED:
        raise Refused("not_now", act="tick", state=ticket.state)
    return ticket, version
