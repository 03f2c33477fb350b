"""A rule on trial: which of the latest events it would have fired on, and why. Nothing is kept of it.

Cards are looked at as they stand now, events as they were. What the actions would do is done by the acts themselves and
taken back at once (decision 0015).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.apps.automation.actions.firing import limits
from shouwen.apps.automation.actions.performing import Doing, perform
from shouwen.apps.automation.actions.writing import Said, checked
from shouwen.apps.automation.facts import cards_of, facts_of
from shouwen.apps.automation.models import Version
from shouwen.apps.automation.origins import origin_of
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.unit_of_work import taken_back
from shouwen.apps.people.models import User
from shouwen.apps.tickets.events import SUBJECT
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need
from shouwen.policy.rule_loops import Limits, held_back
from shouwen.policy.rules import PUBLISHES_RULES, WRITES_RULES, Judged, holds, judge

# Events that are looked at in one go, and of how many that fit the acts are tried.
EVENTS, TRIED = 200, 10
# Of what did not fit so many are shown with their reason.
SHOWN = 40


@dataclass(frozen=True)
class Look:
    """One event: what each condition found, whether it would have fired, and what its actions would do now."""

    event: Event
    ticket: Ticket
    trace: Sequence[Judged]
    fits: bool
    # Why it would not fire all the same.
    held_back: str = ""
    # None where it was not tried.
    results: Sequence[dict[str, Any]] | None = None


@dataclass(frozen=True)
class Trial:
    looked_at: int
    fitting: Sequence[Look]
    others: Sequence[Look]
    # How many did not fit, also those that are not shown.
    passed: int
    # The event before which the next go begins, "" when there is none.
    before: str
    # Whether this reader could let it act, so that the acts were tried.
    tried: bool


def dry_run(
    actor: Actor, said: Said, *, at: datetime, rule_id: int | None = None, number: str = "", before: str = ""
) -> Trial:
    """Over the latest events that it listens to, of cards that this person may know of; of one card with `number`.

    `before`: where the last go ended. Refused: `not_your_role`; as `checked`; with `field` `number`: `absent`.
    """
    need(actor, WRITES_RULES, "write_rule")
    facts = checked(said)
    version = Version(rule_id=rule_id or 0, number=0, by_id=actor.person, at=at, **facts)
    events, more = _latest(actor, version, number, before)
    looks = _looks(version, rule_id or 0, events, at)
    fitting = [each for each in looks if each.fits]
    others = [each for each in looks if not each.fits]
    may = bool(actor.roles & PUBLISHES_RULES)
    if may:
        firing = [each for each in fitting if not each.held_back][:TRIED]
        tried = {each.event.pk: _tried(actor, version, each, at) for each in firing}
        fitting = [_with(each, tried.get(each.event.pk)) for each in fitting]
    return Trial(len(events), fitting, others[:SHOWN], len(others), str(events[-1].pk) if more else "", may)


def _latest(actor: Actor, version: Version, number: str, before: str) -> tuple[list[Event], bool]:
    seen = Ticket.objects.for_actor(actor)
    if number:
        seen = seen.filter(number=number)
        if not seen.exists():
            raise Refused("absent", field="number")
    rows = Event.objects.filter(subject_kind=SUBJECT, code__in=version.events, subject_id__in=seen.values("pk"))
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: EVENTS + 1])
    return found[:EVENTS], len(found) > EVENTS


def _looks(version: Version, rule_id: int, events: Sequence[Event], at: datetime) -> list[Look]:
    cards, conditions = cards_of(events), version.asked
    facts = facts_of(events, cards, conditions)
    bounds, looks = limits(at), []
    for event in events:
        trace = judge(conditions, facts[event.pk])
        fits = holds(trace)
        looks.append(Look(event, cards[event.subject_id], trace, fits, _held(rule_id, event, bounds) if fits else ""))
    return looks


def _held(rule_id: int, event: Event, bounds: Limits) -> str:
    """How often it has fired lately is left out: on trial it has not."""
    return held_back(rule_id, origin_of(event), lately=0, ever=0, limits=bounds) or ""


def _tried(actor: Actor, version: Version, look: Look, at: datetime) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    person = User.objects.get(pk=actor.person)

    def do() -> None:
        ticket = Ticket.objects.select_for_update().get(pk=look.ticket.pk)
        key = f"trial-{look.event.pk}"
        found.extend(perform(Doing(actor, person, ticket, version, max(at, ticket.changed_at), key)))

    refused = taken_back(actor, do)
    if refused is not None:
        raise refused
    return found


def _with(look: Look, results: Sequence[dict[str, Any]] | None) -> Look:
    return Look(look.event, look.ticket, look.trace, look.fits, look.held_back, results)
