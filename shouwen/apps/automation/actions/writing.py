"""Writing rules: each change is a version, and none of them acts before somebody has switched it on."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Max

from shouwen.apps.automation.events import Code, record
from shouwen.apps.automation.models import Rule, Version
from shouwen.apps.automation.things import check_action, check_condition
from shouwen.apps.ledger.unit_of_work import act, alone_in
from shouwen.policy.plain_text import checked_text
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need
from shouwen.policy.rules import (
    WRITES_RULES,
    Action,
    Condition,
    checked_actions,
    checked_conditions,
    checked_events,
)

# The order of the rules is one thing: two who change it do so one after the other.
ORDER = "rules"
MOST_RULES = 200


@dataclass(frozen=True)
class Said:
    """What somebody wrote: when, if, then. English may be left out."""

    name_zh: str
    events: tuple[str, ...]
    actions: tuple[Action, ...]
    conditions: tuple[Condition, ...] = ()
    name_en: str = ""
    about: str = ""


@act
def write(actor: Actor, said: Said, *, at: datetime) -> Rule:
    """A new rule with its first version, off, the last in order.

    Refused: `not_your_role`, `too_many_rules`; as `checked`.
    """
    need(actor, WRITES_RULES, "write_rule")
    facts = checked(said)
    alone_in(ORDER)
    if Rule.objects.count() >= MOST_RULES:
        raise Refused("too_many_rules", limit=MOST_RULES)
    last = Rule.objects.aggregate(last=Max("place"))["last"] or 0
    rule = Rule.objects.create(place=last + 1, made_at=at)
    return _version(actor, rule, 1, facts, at)


@act
def revise(actor: Actor, rule_id: int, said: Said, *, at: datetime, base: int | None = None) -> Rule:
    """The next version. What is switched on stays so in its own version until somebody switches this one on.

    `base`: the number of the version that this person has seen; by a newer one nobody's work is lost unread.
    Refused as `write`, and `absent`, `rule_changed` (with `number`); with `field`: `nothing_changed`.
    """
    need(actor, WRITES_RULES, "write_rule")
    rule = lock(rule_id)
    facts = checked(said)
    newest = rule.versions.all()[0]
    if base is not None and newest.number != base:
        raise Refused("rule_changed", number=newest.number)
    if all(getattr(newest, name) == value for name, value in facts.items()):
        raise Refused("nothing_changed", field="name_zh")
    return _version(actor, rule, newest.number + 1, facts, at)


def checked(said: Said) -> dict[str, object]:
    """What will stand in the version; nothing is written.

    Refused with `field`: `text_missing`, `text_too_long`, `unknown_choice`, `absent`, `macro_not_safe`,
    `macro_changed`, and as `policy.rules` has it.
    """
    name_zh = checked_text(said.name_zh, "name_zh", limit=60)
    name_en = checked_text(said.name_en, "name_en", limit=60, required=False)
    about = checked_text(said.about, "about", limit=300, required=False)
    events = checked_events(said.events)
    conditions, actions = checked_conditions(said.conditions), checked_actions(said.actions)
    for place, condition in enumerate(conditions, 1):
        check_condition(condition, f"condition{place}")
    for place, action in enumerate(actions, 1):
        check_action(action, f"action{place}")
    return {
        "name_zh": name_zh,
        "name_en": name_en,
        "about": about,
        "events": list(events),
        "conditions": [asdict(each) | {"values": list(each.values)} for each in conditions],
        "actions": [asdict(each) for each in actions],
    }


def lock(rule_id: int) -> Rule:
    """The rule's row, locked. Refused: `absent`."""
    rule = Rule.objects.select_for_update().filter(pk=rule_id).first()
    if rule is None:
        raise Refused("absent")
    return rule


def _version(actor: Actor, rule: Rule, number: int, facts: dict[str, object], at: datetime) -> Rule:
    version = Version.objects.create(rule=rule, number=number, by_id=actor.person, at=at, **facts)
    record(rule, Code.WRITTEN, actor, at, version=version.pk, number=number)
    return rule
