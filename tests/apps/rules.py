"""Rules that tests write and let act."""

from datetime import datetime

from shouwen.apps.automation import actions
from shouwen.apps.automation.actions import Said
from shouwen.apps.automation.looking import look
from shouwen.apps.automation.models import Rule
from shouwen.apps.ledger.models import Event
from shouwen.apps.outbox.models import Delivery
from shouwen.policy.rules import Action, Condition
from tests.cast import Cast, at

NOTE = Action("note", "", "先看日志")


def said(
    *todo: Action,
    events: tuple[str, ...] = ("ticket.accepted",),
    conditions: tuple[Condition, ...] = (),
    name: str = "规则",
) -> Said:
    return Said(name, events, todo or (NOTE,), conditions)


def live(
    cast: Cast,
    *todo: Action,
    events: tuple[str, ...] = ("ticket.accepted",),
    conditions: tuple[Condition, ...] = (),
    name: str = "规则",
    by: str = "manager",
) -> Rule:
    """Written and switched on before anything happened."""
    director = cast.actor(by)
    rule = actions.write(director, said(*todo, events=events, conditions=conditions, name=name), at=at(-5))
    return actions.switch_on(director, rule.pk, 1, at=at(-4))


def waiting() -> list[Event]:
    """What was put aside to be looked at, the oldest first."""
    ids = [each.payload["event"] for each in Delivery.objects.filter(channel="rules", state="pending").order_by("pk")]
    return [Event.objects.get(pk=pk) for pk in ids]


def turn(now: datetime) -> int:
    """As the clock does it, until nothing waits; how many events were looked at."""
    count = 0
    while found := Delivery.objects.filter(channel="rules", state="pending").order_by("pk").first():
        look(Event.objects.get(pk=found.payload["event"]), now)
        Delivery.objects.filter(pk=found.pk).update(state="sent")
        count += 1
        assert count < 500
    return count
