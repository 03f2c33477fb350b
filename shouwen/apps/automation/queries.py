"""Rules, their versions, and what they did; each reader sees the runs of cards that he may know of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from shouwen.apps.automation.models import Rule, Run, Version
from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from shouwen.policy.rules import PUBLISHES_RULES, WRITES_RULES

PAGE = 30
WEEK = timedelta(days=7)


class Outcome(StrEnum):
    """By what a list of runs is narrowed."""

    FIRED = "fired"
    FAILED = "failed"
    HELD = "held"


@dataclass(frozen=True)
class Line:
    """A rule with its newest version, and how often it fired and was held back in seven days."""

    rule: Rule
    version: Version
    fired: int
    held: int
    failed: int
    last: datetime | None


def may_write(actor: Actor) -> bool:
    return actor.is_staff and bool(actor.roles & WRITES_RULES)


def may_publish(actor: Actor) -> bool:
    """Who may let a rule act: whoever sees every card and may do by hand what it does."""
    return actor.is_staff and bool(actor.roles & PUBLISHES_RULES)


def rules(actor: Actor, now: datetime, *, live: bool | None = None) -> Sequence[Line]:
    """All of them, or those that are on or off, in their order. Three queries. Refused: `not_your_role`."""
    _staff(actor)
    rows = Rule.objects.select_related("live", "live_by")
    if live is not None:
        rows = rows.filter(live__isnull=not live)
    last = Run.objects.filter(rule=OuterRef("pk"), held_back="").order_by("-pk").values("at")[:1]
    found = list(rows.annotate(last_fired=Subquery(last)))
    newest = {each.rule_id: each for each in _newest().filter(rule__in=found)}
    counted = Run.objects.filter(at__gt=now - WEEK).order_by().values("rule").annotate(
        fired=Count("pk", filter=Q(held_back="")),
        held=Count("pk", filter=~Q(held_back="")),
        broken=Count("pk", filter=Q(failed__gt=0)),
    )  # fmt: skip
    week = {row["rule"]: (row["fired"], row["held"], row["broken"]) for row in counted}
    return [Line(rule, newest[rule.pk], *week.get(rule.pk, (0, 0, 0)), rule.last_fired) for rule in found]


def rule_of(actor: Actor, rule_id: int) -> tuple[Rule, Sequence[Version]]:
    """One with every version, the newest first. Two queries. Refused: `absent`."""
    rule = Rule.objects.select_related("live", "live_by").filter(pk=rule_id).first() if actor.is_staff else None
    if rule is None:
        raise Refused("absent")
    return rule, list(rule.versions.select_related("by"))


def names(actor: Actor) -> Sequence[Version]:
    """The newest version of each rule, to choose from. One query."""
    _staff(actor)
    return list(_newest().order_by("rule__place", "rule"))


def names_of(versions: Iterable[int], *, english: bool) -> Mapping[int, str]:
    """The names of versions. One query when there is any."""
    wanted = set(versions)
    rows = Version.objects.filter(pk__in=wanted) if wanted else Version.objects.none()
    return {each.pk: name_of(each, english=english) for each in rows}


def name_of(version: Version, *, english: bool) -> str:
    return version.name_en if english and version.name_en else version.name_zh


@dataclass(frozen=True)
class Asked:
    """What a list of runs is narrowed by."""

    rule: int | None = None
    number: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Page:
    runs: Sequence[Run]
    # The cursor of the next page, "" when this is the last one.
    after: str


def runs(actor: Actor, asked: Asked, after: str = "", size: int = PAGE) -> Page:
    """The newest first. One query. Refused: `not_your_role`."""
    rows = _runs(actor)
    if asked.rule is not None:
        rows = rows.filter(rule=asked.rule)
    if asked.number:
        rows = rows.filter(ticket__number=asked.number)
    if asked.outcome in _NARROWED:
        rows = rows.filter(_NARROWED[Outcome(asked.outcome)])
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")


def run_of(actor: Actor, run_id: int) -> Run:
    """One, of a card that this person may know of. One query. Refused: `not_your_role`, `absent`."""
    found = _runs(actor).filter(pk=run_id).first()
    if found is None:
        raise Refused("absent")
    return found


@dataclass(frozen=True)
class OnCard:
    """What rules did to one card, as its page tells it: names by version, proposed replies by run."""

    names: Mapping[int, str] = field(default_factory=dict)
    proposed: Mapping[int, Sequence[int]] = field(default_factory=dict)


def on_card(ticket: Ticket, versions: Iterable[int], *, english: bool) -> OnCard:
    """No query where no rule fired, else two."""
    names = names_of(versions, english=english)
    if not names:
        return OnCard()
    rows = Run.objects.filter(ticket=ticket, held_back="").values_list("pk", "results")
    proposed = {
        pk: [each["version"] for each in results if each["do"] == "draft" and each["done"]] for pk, results in rows
    }
    return OnCard(names, proposed)


def people_told(results: Iterable[Mapping[str, Any]]) -> Mapping[int, User]:
    """Whom rules told, by id. One query when there is any."""
    wanted = {each for result in results for each in result.get("people", ())}
    return User.objects.in_bulk(wanted) if wanted else {}


def _runs(actor: Actor) -> QuerySet[Run]:
    _staff(actor)
    rows = Run.objects.select_related("rule", "version", "ticket__hospital", "event", "by")
    return rows if actor.sees_all else rows.filter(ticket__in=Ticket.objects.for_actor(actor))


def _newest() -> QuerySet[Version]:
    rows = Version.objects.annotate(last=Max("rule__versions__number")).filter(number=F("last"))
    return rows.select_related("by")


def _staff(actor: Actor) -> None:
    if not actor.is_staff:
        raise Refused("not_your_role", act="read_rules")


_NARROWED = {
    Outcome.FIRED: Q(held_back=""),
    Outcome.FAILED: Q(failed__gt=0),
    Outcome.HELD: ~Q(held_back=""),
}
