"""Every act on a complaint, with what has to be true before it."""

from datetime import date

from shouwen.apps.complaints import actions as complaints
from shouwen.apps.complaints.actions.ending import Correction
from shouwen.apps.complaints.models import Complaint, ComplaintFile
from shouwen.policy.originals import Shows
from shouwen.policy.roles import SYSTEM
from tests.apps.test_originals import picture
from tests.cast import at
from tests.faults.desk_acts import Desk, Step

FOUND = complaints.Found("upheld", "未按时回电。", "书面致歉。")
CORRECTION = Correction("交接漏项。", "交接单加一栏。", "王工", date(2026, 3, 31))


def card(desk: Desk) -> None:
    desk.made["card"] = desk.cast.report().number


def complain(desk: Desk) -> None:
    """By the ward, about the first contact of its card and somebody else."""
    said = complaints.Filing(
        kind="attitude",
        text="态度不好。",
        card=str(desk.made["card"]),
        people=(desk.who("agent2"),),
        withholds_name=True,
    )
    made = complaints.file(desk.by("ward_a"), said, at=at(1), submission="complaint-0123456789")
    desk.made["complaint"] = made.number


def filed(desk: Desk) -> None:
    card(desk)
    complain(desk)


def number(desk: Desk) -> str:
    return str(desk.made["complaint"])


def graded(desk: Desk) -> object:
    return complaints.grade(desk.by("agent"), number(desk), "grave", "", at=at(2))


def assigned(desk: Desk) -> object:
    return complaints.assign(desk.by("manager"), number(desk), desk.who("agent"), at=at(3))


def contacted(desk: Desk) -> object:
    return complaints.contact(desk.by("agent"), number(desk), "已通话。", at=at(4), submission="contact-0123456789")


def proposed(desk: Desk) -> object:
    return complaints.propose(desk.by("agent"), number(desk), FOUND, at=at(5))


def approved(desk: Desk) -> object:
    return complaints.decide(desk.by("manager"), number(desk), True, "", at=at(6))


def answered(desk: Desk) -> object:
    return complaints.answer(desk.by("agent"), number(desk), "已整改，致歉。", at=at(7))


def accepted(desk: Desk) -> object:
    return complaints.accept(desk.by("ward_a"), number(desk), "可以。", at=at(8))


def rejected(desk: Desk) -> object:
    return complaints.reject(desk.by("ward_a"), number(desk), "没有说清。", at=at(8))


def refused_twice(desk: Desk) -> None:
    rejected(desk)
    for step in (proposed, approved, answered, rejected):
        step(desk)


def corrected(desk: Desk) -> object:
    return complaints.correct(desk.by("agent"), number(desk), CORRECTION, at=at(9))


def looked(desk: Desk) -> object:
    return complaints.look(Complaint.objects.get().pk, at=at(90))


def left(desk: Desk) -> object:
    return complaints.unassign(Complaint.objects.get().pk, at=at(90))


def named(desk: Desk) -> object:
    return complaints.name(desk.by("manager"), number(desk), desk.who("agent"), "院方补充。", at=at(20))


READY = (filed, graded, assigned, contacted)
DONE = (*READY, proposed, approved, answered)


def with_a_picture(desk: Desk) -> object:
    files = complaints.Files([picture()], Shows.YES)
    said = complaints.Filing(kind="attitude", text="态度不好。", files=files)
    made = complaints.file(desk.by("ward_a"), said, at=at(1), submission="pictured-0123456789")
    desk.made["complaint"] = made.number
    return made


def opened(desk: Desk) -> object:
    original = ComplaintFile.objects.get().file.original_id
    assert original is not None
    return complaints.open_original(desk.by("agent"), number(desk), original, "核对", at=at(2))


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "complaints.file": ((card,), complain),
    "complaints.grade": ((filed,), graded),
    "complaints.name": (READY, named),
    "complaints.clear": (
        (*READY, named),
        lambda d: complaints.clear(d.by("manager"), number(d), d.who("agent"), "查无此事。", at=at(21)),
    ),
    "complaints.assign": ((filed, graded), assigned),
    "complaints.unassign": (READY, left),
    "complaints.contact": ((filed, graded, assigned), contacted),
    "complaints.say": (
        READY,
        lambda d: complaints.say(d.by("agent"), number(d), "正在查。", at=at(5), submission="word-0123456789abcd"),
    ),
    "complaints.note": (
        READY,
        lambda d: complaints.note(d.by("agent"), number(d), "查了录音。", at=at(5), submission="note-0123456789abcd"),
    ),
    "complaints.propose": (READY, proposed),
    "complaints.decide": ((*READY, proposed), approved),
    "complaints.answer": ((*READY, proposed, approved), answered),
    "complaints.accept": (DONE, accepted),
    "complaints.withdraw": (READY, lambda d: complaints.withdraw(d.by("ward_a"), number(d), "已说清楚。", at=at(6))),
    "complaints.reject": (DONE, rejected),
    "complaints.conclude": (
        (*DONE, refused_twice),
        lambda d: complaints.conclude(d.by("manager"), number(d), "终结答复。", at=at(10)),
    ),
    "complaints.correct": ((*DONE, accepted), corrected),
    "complaints.archive": (
        (*DONE, accepted, corrected),
        lambda d: complaints.archive(d.by("manager"), number(d), at=at(10)),
    ),
    "complaints.reopen": ((*DONE, accepted), lambda d: complaints.reopen(SYSTEM, number(d), at=at(10))),
    "complaints.look": ((filed,), looked),
    "complaints.open_original": ((with_a_picture,), opened),
}
