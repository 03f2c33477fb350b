"""恢复 and 解决: the service works again; the cause is removed."""

from dataclasses import dataclass
from datetime import datetime

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.tickets import clocks, events
from shouwen.apps.tickets.access import lock_for
from shouwen.apps.tickets.actions.chase import heard_from
from shouwen.apps.tickets.actions.classification import judge_again, keep_ruled
from shouwen.apps.tickets.actions.ending import closing_time
from shouwen.apps.tickets.actions.urgent import no_longer
from shouwen.apps.tickets.actions.words import masked_text
from shouwen.apps.tickets.models import Resolution, Ticket
from shouwen.policy.coverage import Cause
from shouwen.policy.lifecycle import Act, State
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Remedy:
    """What was wrong, what was done, and what keeps it from coming back."""

    cause: str
    finding: str
    remedy: str
    prevention: str = ""
    is_workaround: bool = False


@act
def restore(actor: Actor, number: str, *, at: datetime) -> Ticket:
    """Work goes on at the hospital, if only by a workaround; of grades 1 and 2 this stops the resolution clock.

    Refused: `absent`, `not_your_role`, `not_now`, `not_the_handler`.
    """
    ticket = lock_for(actor, number, Act.RESTORE)
    events.fact(ticket, "restored", actor, at)
    events.record(ticket, events.Code.RESTORED, actor, at)
    ticket.state = State.RESTORED
    clocks.settle(ticket, at)
    ticket.save()
    return ticket


@act
def resolve(actor: Actor, number: str, done: Remedy, *, at: datetime) -> Ticket:
    """Resolve with cause and remedy; the cause is known now, so a new verdict is given (clause charge.cause).

    Refused: `absent`, `not_your_role`, `not_now`, `not_the_handler`; with `field`: `unknown_choice`,
    `cause_unknown`, `text_missing`, `text_too_long`, `ruling.settled`.
    """
    ticket = lock_for(actor, number, Act.RESOLVE)
    if done.cause not in set(Cause):
        raise Refused("unknown_choice", field="cause")
    if done.cause == Cause.UNKNOWN:
        raise Refused("cause_unknown", field="cause")
    keep_ruled(ticket, done.cause)
    resolution = Resolution.objects.create(
        ticket=ticket,
        by_id=actor.person,
        at=at,
        cause=done.cause,
        finding=masked_text(done.finding, "finding").text,
        remedy=masked_text(done.remedy, "remedy").text,
        prevention=masked_text(done.prevention, "prevention", required=False).text,
        is_workaround=done.is_workaround,
    )
    events.fact(ticket, "resolved", actor, at)
    events.record(ticket, events.Code.RESOLVED, actor, at, resolution=resolution.pk, cause=done.cause)
    heard_from(ticket, actor, at)
    ticket.state = State.RESOLVED
    ticket.closes_at = closing_time(ticket, at)
    ticket.tried_at = ticket.confirmed_at = ticket.confirmed_by_id = None
    if ticket.cause != done.cause:
        ticket.cause = done.cause
        judge_again(ticket, actor, at)
    no_longer(ticket, actor, at)
    clocks.settle(ticket, at)
    ticket.save()
    return ticket
