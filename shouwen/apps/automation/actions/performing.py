"""What a rule does: each action is the act that a person would do, alone; one that is refused hurts no other."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from shouwen.apps.aids.actions import run_macro
from shouwen.apps.aids.actions.steps import On, carry_out
from shouwen.apps.aids.queries import in_use
from shouwen.apps.automation.models import Version
from shouwen.apps.automation.things import people_told, reply_in_use, safe_macro
from shouwen.apps.ledger.trouble import trouble_of
from shouwen.apps.people.models import User
from shouwen.apps.tickets import events
from shouwen.apps.tickets.access import find
from shouwen.apps.tickets.models import Ticket
from shouwen.policy import macros
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import SYSTEM, Actor
from shouwen.policy.rules import STEPS, Action, Do

# Something went wrong that is no answer of ours: kept as this, with the kind of the error.
FAULT = "fault"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Doing:
    """What an action is done with. `key`: of this rule and this event, so that nothing is said twice."""

    actor: Actor
    person: User
    ticket: Ticket
    version: Version
    at: datetime
    key: str


def perform(doing: Doing) -> list[dict[str, Any]]:
    """Every action in its order, each undone alone when it is refused. What became of each: codes and ids.

    Raises only what is wrong below us (the database is away), so that all of it may be tried again.
    """
    return [_result(doing, action, place) for place, action in enumerate(doing.version.done, 1)]


def _result(doing: Doing, action: Action, place: int) -> dict[str, Any]:
    told: dict[str, Any] = {"do": action.do, "value": action.value}
    try:
        with transaction.atomic():
            # Asked each time: the act before may have changed what this person sees.
            find(doing.actor, doing.ticket.number)
            return told | {"done": True, **_ACTS.get(Do(action.do), _step)(doing, action, place)}
    except Refused as refused:
        facts = {name: value for name, value in refused.facts.items() if isinstance(value, str | int)}
        return told | {"done": False, "code": refused.code, "facts": facts}
    except Exception as error:
        if trouble_of(error):
            raise
        log.exception("an action of rule %s failed", doing.version.rule_id)
        return told | {"done": False, "code": FAULT, "facts": {"error": type(error).__name__}}


def _step(doing: Doing, action: Action, place: int) -> Mapping[str, Any]:
    """A step of a macro, by the same act; where an act asks why and the rule does not say, its name."""
    if action.do not in STEPS:
        raise ValueError(action.do)
    step = macros.Step(action.do, action.value, action.words)
    on = On(
        doing.actor, doing.ticket, doing.person, doing.version.name_zh, doing.at, f"{doing.key}-{place}", in_use([step])
    )
    carry_out(on, [step])
    return {}


def _draft(_doing: Doing, action: Action, _place: int) -> Mapping[str, Any]:
    """Nothing is sent: the card shows it as a proposal, which opens in the composer."""
    return {"version": reply_in_use(int(action.value))}


def _tell(doing: Doing, action: Action, _place: int) -> Mapping[str, Any]:
    people = people_told(action.value, doing.ticket, doing.at)
    told = {"people": people, "version": doing.version.pk}
    events.record(doing.ticket, events.Code.RULE_TOLD, SYSTEM, doing.at, **told)
    return {"people": people}


def _macro(doing: Doing, action: Action, place: int) -> Mapping[str, Any]:
    version = safe_macro(int(action.value))
    key = f"{doing.key}-{place}"
    run_macro(doing.actor, doing.ticket.number, version, at=doing.at, submission=key)
    return {"version": version}


_ACTS: Mapping[Do, Callable[[Doing, Action, int], Mapping[str, Any]]] = {
    Do.DRAFT: _draft,
    Do.TELL: _tell,
    Do.MACRO: _macro,
}
