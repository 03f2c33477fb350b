"""Every act on a call, with what has to be true before it."""

from shouwen.apps.calls import actions as calls
from shouwen.apps.calls.models import Call
from shouwen.policy.roles import SYSTEM
from tests.cast import at
from tests.faults.desk_acts import Desk, Step


def offered(_desk: Desk) -> object:
    heard = calls.Heard("ev-1", "c-1", "offered", at(1), "100-1", "agent")
    return calls.take_event(SYSTEM, heard, at=at(1))


def logged(desk: Desk) -> object:
    said = calls.Logged("paper", at(1), at(1.1), at(3), "100-1", outcome="at_once", words="问打印。")
    return calls.log_call(desk.by("agent"), said, at=at(10), submission="call-0123456789abcdef")


def reported(desk: Desk) -> None:
    desk.made["card"] = desk.cast.report().number


def pk() -> int:
    return Call.objects.get().pk


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "calls.take_event": ((), offered),
    "calls.log_call": ((), logged),
    "calls.settle_call": ((offered,), lambda d: calls.settle_call(d.by("agent"), pk(), "nothing", "打错", at=at(5))),
    "calls.bind": ((offered, reported), lambda d: calls.bind(d.by("agent"), pk(), str(d.made["card"]), at=at(5))),
}
