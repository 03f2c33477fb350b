"""A rule looks at an event: judged, held back or carried out, once; and stopped when nobody answers for it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from shouwen.apps.automation.actions.performing import Doing, perform
from shouwen.apps.automation.actions.writing import lock
from shouwen.apps.automation.events import Code, record
from shouwen.apps.automation.facts import facts_of
from shouwen.apps.automation.models import Rule, Run, Version
from shouwen.apps.automation.origins import origin_of
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.origin import caused_by
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.apps.settings import queries as settings
from shouwen.apps.tickets import events
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.roles import SYSTEM, Actor
from shouwen.policy.rule_loops import Limits, Origin, held_back
from shouwen.policy.rules import Judged, holds, judge
from shouwen.policy.setting import RULE_DEPTH, RULE_HOURLY

HOUR = timedelta(hours=1)


@act
def fire(actor: Actor, rule_id: int, event_id: int, *, at: datetime) -> Run | None:
    """Let a rule that is on look at an event of a card, for whoever switched it on. None when it does not fire.

    The run, what it did and its traces are one transaction: after a crash all of it is done again, and only once. An
    action that is refused is written down and hurts no other. Refused: `not_your_role` (that person may not any more).
    """
    event = Event.objects.get(pk=event_id)
    # Whatever happens to one card happens one after the other: what is counted below is still so when it is saved.
    ticket = Ticket.objects.select_for_update().filter(pk=event.subject_id).first()
    rule = Rule.objects.select_related("live").filter(pk=rule_id, live_by=actor.id).first()
    if ticket is None or rule is None or rule.live is None or event.code not in rule.live.events:
        return None
    if Run.objects.filter(rule=rule, event=event).exists():
        return None
    ticket = Ticket.objects.select_related("hospital").get(pk=ticket.pk)
    conditions = rule.live.asked
    trace = judge(conditions, facts_of([event], {ticket.pk: ticket}, conditions)[event.pk])
    if not holds(trace):
        return None
    at = max(at, ticket.changed_at)
    origin = origin_of(event)
    because = held_back(rule.pk, origin, **_so_far(rule, ticket, at), limits=limits(at))
    run = _run(actor, rule.live, ticket, event, at, origin, trace, because or "")
    if because is None:
        _carry_out(actor, run, origin.then(rule.pk))
    return run


def limits(at: datetime) -> Limits:
    """As they are set now. One query."""
    return Limits(*settings.both(RULE_DEPTH, RULE_HOURLY, at))


def _so_far(rule: Rule, ticket: Ticket, at: datetime) -> dict[str, int]:
    fired = Run.objects.filter(rule=rule, ticket=ticket, held_back="")
    return {"lately": fired.filter(at__gt=at - HOUR).count(), "ever": fired.count()}


def _run(
    actor: Actor,
    version: Version,
    ticket: Ticket,
    event: Event,
    at: datetime,
    origin: Origin,
    trace: Sequence[Judged],
    because: str,
) -> Run:
    return Run.objects.create(
        rule_id=version.rule_id,
        version=version,
        ticket=ticket,
        event=event,
        by_id=actor.person,
        at=at,
        depth=origin.depth,
        held_back=because,
        trace=[asdict(each) for each in trace],
    )


def _carry_out(actor: Actor, run: Run, origin: Origin) -> None:
    """First that it fired, then what it did: so it stands on the card."""
    doing = Doing(
        actor, User.objects.get(pk=actor.person), run.ticket, run.version, run.at, f"rule-{run.rule_id}-{run.event_id}"
    )
    with caused_by(run=run.pk, version=run.version_id, rules=list(origin.rules)):
        told = {"version": run.version_id, "number": run.version.number}
        events.record(run.ticket, events.Code.RULE_FIRED, SYSTEM, run.at, **told)
        run.results = perform(doing)
    run.failed = sum(not each["done"] for each in run.results)
    run.save(update_fields=["results", "failed"])


@act
def stop(rule_id: int, because: str, person: int, *, at: datetime) -> bool:
    """Switch a rule off by itself, because whoever switched it on may not answer for it any more.

    False when it is off, or another person's, by now.
    """
    rule = lock(rule_id)
    if rule.live_by_id != person:
        return False
    rule.live = rule.live_by = rule.live_since = None
    rule.stopped = because
    rule.save()
    record(rule, Code.STOPPED, SYSTEM, at, because=because, person=person)
    return True
