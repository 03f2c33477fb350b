"""Every act on experts, consultations, visits and solutions, with what has to be true before it."""

from datetime import date

from shouwen.apps.agreements.models import Line
from shouwen.apps.consultations import actions
from shouwen.apps.consultations.models import Certificate, Consultation, NamedExpert
from shouwen.apps.tickets.actions import Report
from tests.apps import experts
from tests.cast import at
from tests.faults.desk_acts import Desk, Step

KEY = "expert-0123456789abcdef"
DAY = 60 * 24


def certified(desk: Desk) -> None:
    experts.experts(desk.cast)


def called(desk: Desk) -> None:
    desk.made["number"] = experts.called(desk.cast).number


def invited(desk: Desk) -> None:
    called(desk)
    actions.answer_invitation(desk.by("developer"), desk.made["number"], "", accepts=True, at=at(9))


def heard(desk: Desk) -> None:
    desk.made["number"] = experts.heard(desk.cast).number


def nearly_signed(desk: Desk) -> None:
    desk.made["number"] = experts.concluded(desk.cast).number
    actions.sign_minutes(desk.by("agent2"), desk.made["number"], at=at(91))


def named(desk: Desk) -> None:
    certified(desk)
    name(desk)


def name(desk: Desk) -> object:
    return actions.name_expert(desk.by("pm"), desk.cast.hospital.pk, desk.who("developer"), at=at(1))


def release(desk: Desk) -> object:
    return actions.release_expert(desk.by("pm"), desk.cast.hospital.pk, NamedExpert.objects.get().pk, at=at(2))


def entitled(desk: Desk) -> None:
    for line in Line.objects.filter(agreement__hospital=desk.cast.hospital):
        line.paid_periods.update(special=["green_channel"])


def carded(desk: Desk) -> None:
    certified(desk)
    desk.made["card"] = desk.cast.report().number


def proposed(desk: Desk) -> None:
    desk.made["visit"] = experts.proposed(desk.cast).number


def agreed(desk: Desk) -> None:
    desk.made["visit"] = experts.agreed(desk.cast).number


def approved(desk: Desk) -> None:
    desk.made["solution"] = experts.approved(desk.cast).solution.number


def written(desk: Desk) -> None:
    desk.made["solution"] = experts.written(desk.cast).solution.number


def ending(desk: Desk) -> None:
    experts.certified(desk.cast, "developer", expires=date(2026, 3, 20))


def call(desk: Desk) -> object:
    told = experts.facts(desk.cast)
    return actions.call_consultation(desk.by("agent"), desk.made["card"], told, at=at(5), submission=KEY)


def propose(desk: Desk) -> object:
    told = actions.VisitFacts(desk.who("developer"), experts.VISIT_ON, "分析", 0)
    return actions.propose_visit(desk.by("pm"), desk.made["card"], told, at=at(5), submission=KEY)


def register(desk: Desk) -> object:
    return experts.certified(desk.cast, "resident")


def on(act: object, what: str, who: str, *more: object, minutes: float = 95) -> Step:
    return lambda desk: act(desk.by(who), desk.made[what], *more, at=at(minutes))  # type: ignore[operator]


def answer(desk: Desk) -> object:
    return actions.answer_invitation(desk.by("pm2"), desk.made["number"], "出差", accepts=False, at=at(9))


def late(_desk: Desk) -> object:
    return actions.tell_consultation(Consultation.objects.get().pk, at=at(DAY * 3))


def told_of_end(_desk: Desk) -> object:
    return actions.warn_of_expiry(Certificate.objects.get().pk, at=at(1))


def end(desk: Desk) -> object:
    return actions.end_certificate(desk.by("manager"), Certificate.objects.order_by("pk")[0].pk, "离岗", at=at(2))


def green(desk: Desk) -> object:
    said = Report(answer="department", text="收费慢。")
    return actions.report_green(desk.by("hospital_a"), said, at=at(1), submission=KEY)


TRIALS: dict[str, tuple[tuple[Step, ...], Step]] = {
    "consultations.register_certificate": ((), register),
    "consultations.end_certificate": ((certified,), end),
    "consultations.name_expert": ((certified,), name),
    "consultations.release_expert": ((named,), release),
    "consultations.report_green": ((entitled,), green),
    "consultations.call_consultation": ((carded,), call),
    "consultations.answer_invitation": ((called,), answer),
    "consultations.give_opinion": ((invited,), on(actions.give_opinion, "number", "developer", "看计划")),
    "consultations.conclude": ((heard,), on(actions.conclude, "number", "developer", "缺索引", "今晚建")),
    "consultations.sign_minutes": ((nearly_signed,), on(actions.sign_minutes, "number", "developer")),
    "consultations.cancel_consultation": ((called,), on(actions.cancel_consultation, "number", "agent", "已解决")),
    "consultations.tell_consultation": ((called,), late),
    "consultations.warn_of_expiry": ((ending,), told_of_end),
    "consultations.propose_visit": ((carded,), propose),
    "consultations.agree_visit": ((proposed,), on(actions.agree_visit, "visit", "hospital_a", "甲主任")),
    "consultations.decline_visit": ((proposed,), on(actions.decline_visit, "visit", "hospital_a", "改期")),
    "consultations.make_visit": ((agreed,), on(actions.make_visit, "visit", "developer", minutes=DAY * 7)),
    "consultations.cancel_visit": ((proposed,), on(actions.cancel_visit, "visit", "pm", "改期")),
    "consultations.approve": ((written,), on(actions.approve, "solution", "manager", 1)),
    "consultations.acknowledge": ((approved,), on(actions.acknowledge, "solution", "hospital_a", 1, "甲主任")),
    "consultations.write_solution": ((carded,), lambda desk: experts.written(desk.cast, desk.made["card"])),
}
