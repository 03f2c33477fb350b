"""Every act on a card, with what has to be true before it: tried by whoever lets something fail."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.calendars.models import CalendarVersion
from shouwen.apps.calendars.queries import newest
from shouwen.apps.outbox import actions as outbox_actions
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.repromise import begin_repromise
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Offer, Problem, Ticket
from shouwen.policy.roles import SYSTEM
from tests.cast import Cast, at
from tests.faults import term_acts
from tests.faults.batch_acts import begin_batch, do_item, undo_item
from tests.faults.record_acts import BY_STEPS

REMEDY = Remedy("inherent_defect", "打印服务停了。", "重启打印服务。", "升级到新版。")
# Past every window: ten days.
LONG_AFTER = 10 * 24 * 60
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


def answered_intake(cast: Cast, _number: str, key: str) -> object:
    said = actions.Intake("phone", "怎么改密码？", "question", "workstation", "none", hospital_id=cast.hospital.pk)
    told = actions.AnsweredAtOnce("在「我的账号」里改。", "consultation")
    submission = f"{key}-0123456789abcdef-answered"
    return actions.take_in_answered(cast.actor("agent"), said, told, at=at(1), submission=submission)


def take(cast: Cast, number: str, _key: str) -> object:
    return actions.take(cast.actor("agent"), number, at=at(2))


def classify(cast: Cast, number: str, _key: str) -> object:
    wanted = Classification("incident", "department", "limited", "remote", "third_party", cast.module.pk, "全科受影响")
    return actions.classify(cast.actor("agent"), number, wanted, at=at(3))


def retitle(cast: Cast, number: str, _key: str) -> object:
    return actions.retitle(cast.actor("agent"), number, "病区打印机全部不出纸", at=at(3))


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


def staff_intake(cast: Cast, _number: str, key: str) -> object:
    said = actions.Intake(
        "phone", "电话报修。", "incident", "department", "limited", hospital_id=cast.hospital.pk, uploads=[upload()]
    )
    return actions.take_in(cast.actor("agent"), said, at=at(1), submission=f"{key}-0123456789abcdef-call")


def offer(cast: Cast, number: str, _key: str) -> object:
    return actions.offer(cast.actor("agent"), number, cast.users["developer"].pk, "要看代码", at=at(3))


def accept(cast: Cast, number: str, _key: str) -> object:
    return actions.accept(cast.actor("developer"), number, at=at(4))


def decline(cast: Cast, number: str, _key: str) -> object:
    return actions.decline(cast.actor("developer"), number, "不是程序问题", at=at(4))


def withdraw_offer(cast: Cast, number: str, _key: str) -> object:
    return actions.withdraw_offer(cast.actor("agent"), number, at=at(4))


def lapse(_cast: Cast, number: str, _key: str) -> object:
    return actions.lapse(Offer.objects.get(ticket__number=number).pk, at=at(60))


def chase(cast: Cast, number: str, _key: str) -> object:
    return actions.chase(cast.actor("ward_a"), number, "很急", at=at(3))


def dispute(cast: Cast, number: str, _key: str) -> object:
    return actions.dispute(cast.actor("ward_a"), number, "整个病区都停了", at=at(3))


def settle(cast: Cast, number: str, _key: str) -> object:
    return actions.settle(cast.actor("pm"), number, "yes", "已改", at=at(4))


def dispatch(cast: Cast, number: str, _key: str) -> object:
    return actions.dispatch(cast.actor("agent"), number, cast.users["resident"].pk, "远程不通", at=at(3))


def arrive(cast: Cast, number: str, _key: str) -> object:
    return actions.arrive(cast.actor("resident"), number, at=at(9))


def second(cast: Cast, _number: str, key: str) -> object:
    """Another card of the same ward."""
    return cast.report(key=f"{key}-second", minutes=1)


def second_of(key: str) -> str:
    return Ticket.objects.get(submission__endswith=f":{key}-second-0123456789abcdef").number


def merge(cast: Cast, number: str, key: str) -> object:
    return actions.merge(cast.actor("agent"), second_of(key), number, at=at(4))


def link(cast: Cast, number: str, key: str) -> object:
    return actions.link(cast.actor("agent"), second_of(key), number, "related", at=at(4))


def unlink(cast: Cast, number: str, key: str) -> object:
    return actions.unlink(cast.actor("agent"), second_of(key), number, at=at(5))


def split(cast: Cast, number: str, key: str) -> object:
    submission = f"{key}-0123456789abcdef-split"
    return actions.split(cast.actor("agent"), number, "另外：腕带也打不出", at=at(4), submission=submission)


def declare_major(cast: Cast, number: str, _key: str) -> object:
    return actions.declare_major(cast.actor("agent"), number, at=at(3))


def child(cast: Cast, number: str, key: str) -> object:
    return actions.link(cast.actor("agent"), second_of(key), number, "child", at=at(4))


def announce(cast: Cast, number: str, key: str) -> object:
    submission = f"{key}-0123456789abcdef-word"
    return actions.announce(cast.actor("agent"), number, "医保中心正在恢复。", at=at(5), submission=submission)


def withdraw(cast: Cast, number: str, _key: str) -> object:
    return actions.withdraw(cast.actor("ward_a"), number, "已经好了", at=at(5))


def cancel(cast: Cast, number: str, _key: str) -> object:
    return actions.cancel(cast.actor("pm"), number, "not_ours", "是网络问题", at=at(5))


def rate(cast: Cast, number: str, _key: str) -> object:
    return actions.rate(cast.actor("ward_a"), number, "4", "还可以", at=at(20))


def unreached(cast: Cast, number: str, _key: str) -> object:
    return actions.follow_up(cast.actor("pm"), number, "unreached", "", "phone", at=at(13))


def close_by_itself(_cast: Cast, number: str, _key: str) -> object:
    return actions.close_by_itself(Ticket.objects.get(number=number).pk, at=at(LONG_AFTER))


def archive(_cast: Cast, number: str, _key: str) -> object:
    return actions.archive(Ticket.objects.get(number=number).pk, at=at(LONG_AFTER))


def revise(cast: Cast, number: str, _key: str) -> object:
    return actions.revise(cast.actor("pm"), number, "补记：已更新驱动版本", at=at(LONG_AFTER + 1))


def climb(_cast: Cast, number: str, _key: str) -> object:
    return actions.climb(SYSTEM, number, at=at(60))


def propose_climb(_cast: Cast, number: str, _key: str) -> object:
    return actions.propose_climb(SYSTEM, number, at=at(25 * 60))


def grave(cast: Cast, number: str, _key: str) -> object:
    wanted = Classification("incident", "hospital", "stopped", "remote", "unknown", None, "")
    return actions.classify(cast.actor("agent"), number, wanted, at=at(2))


def unknown(cast: Cast, _number: str, key: str) -> object:
    """A call of a hospital that nobody knows yet."""
    said = actions.Intake("phone", "电话报修。", "incident", "department", "limited")
    return actions.take_in(cast.actor("agent"), said, at=at(1), submission=f"{key}-0123456789abcdef-unknown")


def identify(cast: Cast, _number: str, key: str) -> object:
    number = Ticket.objects.get(submission__endswith=f":{key}-0123456789abcdef-unknown").number
    said = actions.Identity(cast.other_hospital.pk, "回拨确认", module_id=cast.module.pk)
    return actions.identify(cast.actor("agent"), number, said, at=at(4))


def take_over(cast: Cast, number: str, _key: str) -> object:
    return actions.take(cast.actor("developer"), number, at=at(61))


def confirm(cast: Cast, number: str, _key: str) -> object:
    return actions.confirm(cast.actor("ward_a"), number, at=at(12))


def open_problem(cast: Cast, number: str, _key: str) -> object:
    return actions.open_problem(cast.actor("agent"), number, "打印服务内存泄漏", cast.module.pk, at=at(6))


def problem_of(number: str) -> str:
    return Problem.objects.get(cards__number=number).number


def bind_problem(cast: Cast, number: str, key: str) -> object:
    return actions.bind_problem(cast.actor("agent"), problem_of(number), second_of(key), at=at(7))


def unbind_problem(cast: Cast, number: str, key: str) -> object:
    return actions.unbind_problem(cast.actor("agent"), problem_of(number), second_of(key), at=at(8))


def write_problem(cast: Cast, number: str, _key: str) -> object:
    words = ("驱动 3.1 每小时漏 20 MB。", "每班重启打印服务。")
    return actions.write_problem(cast.actor("agent"), problem_of(number), *words, known_error=True, at=at(8))


def solve_problem(cast: Cast, number: str, _key: str) -> object:
    return actions.solve_problem(cast.actor("agent"), problem_of(number), "5.2.2 换用驱动 3.2。", at=at(9))


def new_calendar(_cast: Cast, _number: str, _key: str) -> object:
    """As publishing leaves it: a version, and the walk over the open cards still to come."""
    last = newest()
    version = CalendarVersion.objects.create(
        number=last.number + 1, published_at=at(5), days=last.days, years=last.years
    )
    return begin_repromise(version, at=at(5), everything=True)


def repromise_batch(_cast: Cast, _number: str, _key: str) -> object:
    return actions.repromise_batch(at=at(6))


def dead_letter(_cast: Cast, number: str, key: str) -> object:
    return Delivery.objects.create(
        key=f"{key}-{number}", channel="email", payload={}, state="dead", made_at=at(1), not_before=at(1), attempts=9
    )


def try_again(cast: Cast, number: str, key: str) -> object:
    letter = Delivery.objects.get(key=f"{key}-{number}")
    return outbox_actions.try_again(cast.actor("admin"), letter.pk, at=at(9))


def give_up(cast: Cast, number: str, key: str) -> object:
    letter = Delivery.objects.get(key=f"{key}-{number}")
    return outbox_actions.give_up(cast.actor("manager"), letter.pk, at=at(9))


RESOLVED = (take, resolve)
CLOSED = (*RESOLVED, solved, close)
TRIALS: dict[str, Trial] = {
    "report": Trial((), report),
    "take_in": Trial((), staff_intake),
    "take_in_answered": Trial((), answered_intake),
    "take": Trial((), take),
    "classify": Trial((take,), classify),
    "retitle": Trial((take,), retitle),
    "reply": Trial((take, chase), reply),
    "note": Trial((take,), note),
    "hold": Trial((take,), hold),
    "answer": Trial((take, hold), answer),
    "resume": Trial((take, hold), resume),
    "offer": Trial((take,), offer),
    "accept": Trial((take, offer), accept),
    "decline": Trial((take, offer), decline),
    "withdraw_offer": Trial((take, offer), withdraw_offer),
    "lapse": Trial((take, offer), lapse),
    "chase": Trial((take,), chase),
    "dispute": Trial((take,), dispute),
    "settle": Trial((take, dispute), settle),
    "dispatch": Trial((take,), dispatch),
    "arrive": Trial((take, dispatch), arrive),
    "merge": Trial((take, second), merge),
    "link": Trial((take, second), link),
    "unlink": Trial((take, second, link), unlink),
    "split": Trial((take,), split),
    "declare_major": Trial((take,), declare_major),
    "announce": Trial((take, second, declare_major, child), announce),
    "restore": Trial((take,), restore),
    "resolve": Trial((take,), resolve),
    "reopen": Trial(RESOLVED, reopen),
    "reopen_closed": Trial(CLOSED, reopen),
    "substitute": Trial((take,), substitute),
    "follow_up": Trial(RESOLVED, solved),
    "follow_up_not_solved": Trial(RESOLVED, not_solved),
    "close": Trial((*RESOLVED, solved), close),
    "close_by_itself": Trial((*RESOLVED, unreached), close_by_itself),
    "withdraw": Trial((take,), withdraw),
    "cancel": Trial((take,), cancel),
    "rate": Trial(CLOSED, rate),
    "archive": Trial(CLOSED, archive),
    "revise": Trial((*CLOSED, archive), revise),
    "climb": Trial((take, grave), climb),
    "propose_climb": Trial((take,), propose_climb),
    "identify": Trial((unknown,), identify),
    **{name: Trial(steps[:-1], steps[-1]) for name, steps in (BY_STEPS | term_acts.BY_STEPS).items()},
    "take_over": Trial((take, grave, climb), take_over),
    "confirm": Trial(RESOLVED, confirm),
    "open_problem": Trial((take,), open_problem),
    "bind_problem": Trial((take, second, open_problem), bind_problem),
    "unbind_problem": Trial((take, second, open_problem, bind_problem), unbind_problem),
    "write_problem": Trial((take, open_problem), write_problem),
    "solve_problem": Trial((take, open_problem, write_problem), solve_problem),
    "repromise_batch": Trial((take, new_calendar), repromise_batch),
    "begin_batch": Trial((take,), begin_batch),
    "do_item": Trial((take, begin_batch), do_item),
    "undo_item": Trial((take, begin_batch, do_item), undo_item),
    "try_again": Trial((dead_letter,), try_again),
    "give_up": Trial((dead_letter,), give_up),
}
# The same act from another side.
AGAIN = {"answer": "reply", "take_over": "take", "follow_up_not_solved": "follow_up", "reopen_closed": "reopen"}


def prepare(cast: Cast, trial: Trial, key: str) -> str:
    """A card of its own, ready for the act; its number."""
    number = cast.report(key=key).number
    for step in trial.before:
        step(cast, number, key)
    return number
