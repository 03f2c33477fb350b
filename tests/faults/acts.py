"""Every act on a card, with what has to be true before it: tried by whoever lets something fail."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from tests.cast import Cast, at

REMEDY = Remedy("inherent_defect", "打印服务停了。", "重启打印服务。", "升级到新版。")
Step = Callable[[Cast, str, str], object]


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("日志.txt", "打印服务 10:02 停止".encode())


@dataclass(frozen=True)
class Trial:
    """`before` brings a card to where `act` may be done; both get the cast, the card's number and a key."""

    before: tuple[Step, ...]
    act: Step


def report(cast: Cast, _number: str, key: str) -> object:
    said = actions.Report("workstation", "打印机不出纸。", cast.module.pk, uploads=[upload()])
    return actions.report(cast.actor("ward_a"), said, at=at(1), submission=f"{key}-0123456789abcdef-act")


def take(cast: Cast, number: str, _key: str) -> object:
    return actions.take(cast.actor("agent"), number, at=at(2))


def classify(cast: Cast, number: str, _key: str) -> object:
    wanted = Classification("incident", "department", "limited", "remote", "third_party", cast.module.pk, "全科受影响")
    return actions.classify(cast.actor("agent"), number, wanted, at=at(3))


def reply(cast: Cast, number: str, key: str) -> object:
    submission = f"{key}-0123456789abcdef-reply"
    return actions.reply(cast.actor("agent"), number, "正在看。", at=at(4), submission=submission, uploads=[upload()])


def note(cast: Cast, number: str, key: str) -> object:
    submission = f"{key}-0123456789abcdef-note"
    return actions.note(cast.actor("agent"), number, "像是驱动。", at=at(5), submission=submission, uploads=[upload()])


def hold(cast: Cast, number: str, _key: str) -> object:
    return actions.hold(cast.actor("agent"), number, "waiting_customer", "请提供截图。", at=at(6))


def answer(cast: Cast, number: str, key: str) -> object:
    submission = f"{key}-0123456789abcdef-answer"
    return actions.reply(cast.actor("ward_a"), number, "截图如下。", at=at(7), submission=submission)


def resume(cast: Cast, number: str, _key: str) -> object:
    return actions.resume(cast.actor("agent"), number, at=at(8))


def restore(cast: Cast, number: str, _key: str) -> object:
    return actions.restore(cast.actor("agent"), number, at=at(9))


def resolve(cast: Cast, number: str, _key: str) -> object:
    return actions.resolve(cast.actor("agent"), number, REMEDY, at=at(10))


def reopen(cast: Cast, number: str, _key: str) -> object:
    return actions.reopen(cast.actor("ward_a"), number, "又坏了。", at=at(11))


def substitute(cast: Cast, number: str, _key: str) -> object:
    return actions.substitute(cast.actor("manager"), number, cast.users["agent2"].pk, "休假", at=at(12))


def solved(cast: Cast, number: str, _key: str) -> object:
    return actions.follow_up(cast.actor("pm"), number, "solved", "好了。", "phone", at=at(13))


def not_solved(cast: Cast, number: str, _key: str) -> object:
    return actions.follow_up(cast.actor("pm"), number, "not_solved", "还不行。", "phone", at=at(13))


def close(cast: Cast, number: str, _key: str) -> object:
    return actions.close(cast.actor("pm"), number, at=at(14))


TRIALS: dict[str, Trial] = {
    "report": Trial((), report),
    "take": Trial((), take),
    "classify": Trial((take,), classify),
    "reply": Trial((take,), reply),
    "note": Trial((take,), note),
    "hold": Trial((take,), hold),
    "answer": Trial((take, hold), answer),
    "resume": Trial((take, hold), resume),
    "restore": Trial((take,), restore),
    "resolve": Trial((take,), resolve),
    "reopen": Trial((take, resolve), reopen),
    "substitute": Trial((take,), substitute),
    "follow_up": Trial((take, resolve), solved),
    "follow_up_not_solved": Trial((take, resolve), not_solved),
    "close": Trial((take, resolve, solved), close),
}


def prepare(cast: Cast, trial: Trial, key: str) -> str:
    """A card of its own, ready for the act; its number."""
    number = cast.report(key=key).number
    for step in trial.before:
        step(cast, number, key)
    return number
