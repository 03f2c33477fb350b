"""On, off, and the order in which rules look at what happened."""

from datetime import datetime

from shouwen.apps.automation.actions.writing import ORDER, lock
from shouwen.apps.automation.events import Code, record
from shouwen.apps.automation.models import Rule
from shouwen.apps.automation.things import check_action, check_condition
from shouwen.apps.ledger.unit_of_work import act, alone_in
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor, need
from shouwen.policy.rules import PUBLISHES_RULES, WRITES_RULES

# Each of them is asked about at every event that it may listen to.
MOST_LIVE = 50


@act
def switch_on(actor: Actor, rule_id: int, number: int, *, at: datetime) -> Rule:
    """From now on the rule acts in this version, in the name and with the rights of whoever switches it on.

    Refused: `not_your_role`, `absent`, `is_on` (this version is), `too_many_rules`; what it names and is gone since it
    was written: `absent`, `macro_not_safe`, `macro_changed`, each with `field`.
    """
    need(actor, PUBLISHES_RULES, "publish_rule")
    alone_in(ORDER)
    rule = lock(rule_id)
    version = rule.versions.filter(number=number).first()
    if version is None:
        raise Refused("absent")
    if rule.live_id == version.pk and rule.live_by_id == actor.id:
        raise Refused("is_on")
    if rule.live_id is None and Rule.objects.exclude(live=None).count() >= MOST_LIVE:
        raise Refused("too_many_rules", limit=MOST_LIVE)
    for place, condition in enumerate(version.asked, 1):
        check_condition(condition, f"condition{place}")
    for place, action in enumerate(version.done, 1):
        check_action(action, f"action{place}")
    rule.live, rule.live_by_id, rule.live_since, rule.stopped = version, actor.person, at, ""
    rule.save()
    record(rule, Code.SWITCHED_ON, actor, at, version=version.pk, number=number)
    return rule


@act
def switch_off(actor: Actor, rule_id: int, *, at: datetime) -> Rule:
    """It fires no more, from this moment: also not for what has happened already and waits its turn.

    Refused: `not_your_role`, `absent`, `is_off`.
    """
    need(actor, WRITES_RULES, "write_rule")
    rule = lock(rule_id)
    if rule.live_id is None:
        raise Refused("is_off")
    rule.live = rule.live_by = rule.live_since = None
    rule.save()
    record(rule, Code.SWITCHED_OFF, actor, at)
    return rule


@act
def arrange(actor: Actor, rule_id: int, *, earlier: bool, at: datetime) -> Rule:
    """One place earlier or later; the first stays the first. Refused: `not_your_role`, `absent`."""
    need(actor, WRITES_RULES, "write_rule")
    alone_in(ORDER)
    rule = lock(rule_id)
    side = Rule.objects.exclude(pk=rule.pk).order_by("-place" if earlier else "place")
    near = side.filter(place__lt=rule.place) if earlier else side.filter(place__gt=rule.place)
    found = near.first()
    if found is None:
        return rule
    other = lock(found.pk)
    rule.place, other.place = other.place, rule.place
    rule.save(update_fields=["place"])
    other.save(update_fields=["place"])
    record(rule, Code.MOVED, actor, at, place=rule.place)
    return rule
