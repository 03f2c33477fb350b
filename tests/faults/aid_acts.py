"""Every act on canned replies and checklists, with what has to be true before it."""

from shouwen.apps.aids import actions as aids
from shouwen.apps.aids.models import Aid, Version
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.macros import Step as MacroStep
from tests.cast import at
from tests.faults.desk_acts import Desk, Step

SAID = aids.Said("检查", "一\n二")


def written(desk: Desk) -> object:
    return aids.write(desk.by("manager"), "checklist", SAID, at=at(0))


def reported(desk: Desk) -> None:
    desk.cast.report()


def retired(desk: Desk) -> object:
    return aids.retire(desk.by("manager"), Aid.objects.get().pk, at=at(1))


def ticked(desk: Desk) -> object:
    return aids.tick(desk.by("agent"), Ticket.objects.get().number, Version.objects.get().pk, 0, at=at(2))


def macro(desk: Desk) -> object:
    steps = (
        MacroStep("take"),
        MacroStep("kind", "question"),
        MacroStep("note", words="{number}"),
        MacroStep("word", "30"),
    )
    return aids.write(desk.by("manager"), "macro", aids.Said("说明", "用时", steps=steps), at=at(0))


def ran(desk: Desk) -> object:
    number, version = Ticket.objects.get().number, Version.objects.get().pk
    return aids.run_macro(desk.by("agent"), number, version, at=at(2), submission="macro-0123456789abcdef")


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "aids.write": ((), written),
    "aids.revise": (
        (written,),
        lambda d: aids.revise(d.by("manager"), Aid.objects.get().pk, aids.Said("检查", "一\n二\n三"), at=at(1)),
    ),
    "aids.retire": ((written,), retired),
    "aids.bring_back": (
        (written, retired),
        lambda d: aids.bring_back(d.by("manager"), Aid.objects.get().pk, at=at(2)),
    ),
    "aids.run_macro": ((reported, macro), ran),
    "aids.tick": ((reported, written), ticked),
    "aids.untick": (
        (reported, written, ticked),
        lambda d: aids.untick(d.by("agent"), Ticket.objects.get().number, Version.objects.get().pk, 0, at=at(3)),
    ),
}
