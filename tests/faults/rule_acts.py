"""Every act on rules, with what has to be true before it; and what a rule does by itself."""

from shouwen.apps.automation import actions as rules
from shouwen.apps.automation.actions import Said
from shouwen.apps.automation.models import Rule
from shouwen.apps.ledger.models import Event
from shouwen.policy.rules import Action, Condition
from tests.cast import at
from tests.faults.desk_acts import Desk, Step

SAID = Said(
    "规则",
    ("ticket.accepted",),
    (Action("note", "", "{number}"), Action("tell", "directors"), Action("word", "30")),
    (Condition("grade", "none_of", ("1",)),),
)
OTHER = Said("规则", ("ticket.accepted",), (Action("tell", "handler"),))


def written(desk: Desk) -> object:
    return rules.write(desk.by("manager"), SAID, at=at(0))


def another(desk: Desk) -> object:
    return rules.write(desk.by("admin"), OTHER, at=at(0))


def on(desk: Desk) -> object:
    return rules.switch_on(desk.by("manager"), Rule.objects.order_by("pk")[0].pk, 1, at=at(1))


def reported(desk: Desk) -> None:
    desk.cast.report(minutes=2)


def fired(desk: Desk) -> object:
    event = Event.objects.get(code="ticket.accepted")
    return rules.fire(desk.by("manager"), Rule.objects.get().pk, event.pk, at=at(3))


def stopped(desk: Desk) -> object:
    return rules.stop(Rule.objects.get().pk, "left", desk.who("manager"), at=at(3))


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "automation.write": ((), written),
    "automation.revise": (
        (written,),
        lambda d: rules.revise(d.by("admin"), Rule.objects.get().pk, OTHER, at=at(1), base=1),
    ),
    "automation.switch_on": ((written,), on),
    "automation.switch_off": (
        (written, on),
        lambda d: rules.switch_off(d.by("admin"), Rule.objects.get().pk, at=at(2)),
    ),
    "automation.arrange": (
        (written, another),
        lambda d: rules.arrange(d.by("admin"), Rule.objects.order_by("-place")[0].pk, earlier=True, at=at(2)),
    ),
    "automation.fire": ((written, on, reported), fired),
    "automation.stop": ((written, on), stopped),
}
