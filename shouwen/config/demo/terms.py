"""The demo's terms: fees and what is unpaid, engineers and papers, urgent responses, and rulings on causes."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from shouwen.apps.agreements import actions as agreements
from shouwen.apps.agreements.models import Agreement, PaidPeriod
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE, day_of
from shouwen.config.demo.passing import let_pass
from shouwen.policy.roles import Actor, Role

# The yearly fees of the demo's hospitals, in yuan, in turn.
FEES = (189_000, 94_500, 268_000, 126_000, 73_800, 152_400)
ENGINEERS = ("resident", "resident2")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVIDENCE = {
    "refund": actions.Evidence(
        "1. 新建处方并缴费；2. 窗口退费；3. 药房发药界面仍显示待发，可以发药。",
        "需求规格 4.2.7：退费后不得发药",
        "5.2.1",
    ),
    "cents": actions.Evidence(
        "药库月结时，含三位小数单价的药品汇总差 0.03 元，换库可重现。", "用户手册 8.3：金额按分四舍五入", "5.2.0"
    ),
    "template": actions.Evidence("条码模板字段改名后打印空白，恢复旧名即正常。", "接口说明 2.4", "5.1.8"),
}


def load_terms(staff: dict[str, User], now: datetime) -> None:
    """By the acts themselves, each at its own instant."""
    by = {name: actor_of(user) for name, user in staff.items()}
    _fees(by, now - 20 * DAY)
    _papers(by, staff, now - 15 * DAY)
    _payments(by, now - 10 * DAY)
    heads = _heads()
    for turn, tell in enumerate((_used, _came_back, _asked_now)):
        tell(by, heads["hospital_a"], now, f"demo-urgent-{turn}")
    _rulings(by, heads, now)


def _heads() -> dict[str, Actor]:
    """The heads of IT that have an account, by its name."""
    rows = Contact.objects.filter(user__grants__role=Role.IT_HEAD).select_related("user")
    return {each.user.username: actor_of(each.user) for each in rows if each.user is not None}


def _fees(by: dict[str, Actor], at: datetime) -> None:
    """Two halves a year."""
    for turn, period in enumerate(_periods(day_of(at))):
        fee = FEES[turn % len(FEES)] * 100
        parts = [agreements.Part(due, fee // 2) for due in _halves(period)]
        agreements.set_fee(by["manager"], period.line.agreement_id, period.pk, parts, at=at)


def _payments(by: dict[str, Actor], at: datetime) -> None:
    """All that is due is paid, but at every fifth hospital something is late."""
    for turn, period in enumerate(_periods(day_of(at - 10 * DAY))):
        if turn % 5 == 4:
            continue
        for part in period.instalments.filter(due_on__lte=day_of(at) - 2 * DAY).order_by("due_on"):
            receipt = f"SJ-{part.due_on:%Y%m}-{turn + 1:03d}"
            agreement = period.line.agreement_id
            agreements.record_payment(by["finance"], agreement, part.pk, part.due_on, receipt, at=at)


def _periods(today: date) -> QuerySet[PaidPeriod]:
    """Those that end not long before the day on which the fees were set."""
    rows = PaidPeriod.objects.filter(line__agreement__terminated_on=None, ends_on__gte=today - 40 * DAY)
    return rows.filter(line__terminated_on=None).select_related("line").order_by("pk")


def _halves(period: PaidPeriod) -> Iterator[date]:
    yield period.starts_on + 10 * DAY
    yield period.starts_on + (period.ends_on - period.starts_on) // 2


def _papers(by: dict[str, Actor], staff: dict[str, User], at: datetime) -> None:
    living = Agreement.objects.filter(terminated_on=None).order_by("pk")
    for turn, agreement in enumerate(living):
        engineer = staff[ENGINEERS[turn % 2]]
        agreements.name_engineer(by["manager"], agreement.pk, engineer.pk, at=at)
        if turn < 4:
            text = f"{agreement.number} 售后服务合同（示例文本）\n签订日期：{agreement.signed_on}\n"
            paper = SimpleUploadedFile(f"{agreement.number}.txt", text.encode())
            agreements.add_document(by["manager"], agreement.pk, "售后服务合同正本", [paper], at=at)


def _card(by: Actor, text: str, answer: str, at: datetime, key: str) -> str:
    said = actions.Report(answer=answer, text=text)
    return actions.report(by, said, at=at, submission=f"{key}-0123456789abcdef").number


def _promised(by: dict[str, Actor], head: Actor, text: str, why: str, at: datetime, key: str) -> str:
    """Reported, asked for, accepted, and somebody on his way."""
    number = _card(head, text, "department", at, key)
    actions.take(by["agent"], number, at=at + HOUR / 12)
    first = "您好，已收到，先远程看一下，同时准备派人。"
    actions.reply(by["agent"], number, first, at=at + HOUR / 10, submission=f"{key}-first-0123456789")
    actions.ask_urgent(head, number, why, at=at + HOUR / 6)
    actions.accept_urgent(by["agent"], number, "已安排周启明工程师，请保持电话畅通。", at=at + HOUR / 4)
    actions.dispatch(by["agent"], number, by["resident"].person, "加急响应", at=at + HOUR / 3)
    return number


def _used(by: dict[str, Actor], head: Actor, now: datetime, key: str) -> None:
    """Three weeks ago; arrived the same day, solved."""
    at = _morning(now - 21 * DAY)
    text = "住院收费窗口打印不了结算单。\n今天有 30 多位患者出院，排队很长。"
    number = _promised(by, head, text, "出院高峰，窗口全排队，请当天到场。", at, key)
    actions.arrive(by["resident"], number, at=at + 1.5 * HOUR)
    _solved(
        by,
        number,
        Remedy("third_party", "打印服务器网卡故障。", "更换网卡。", "备一台打印服务器。"),
        at + 4 * HOUR,
        now,
    )


def _came_back(by: dict[str, Actor], head: Actor, now: datetime, key: str) -> None:
    """The cause turned out to be ours: ruled on, and the unit back after it was used."""
    at = _morning(now - 8 * DAY)
    text = "门诊退费后，药房仍然可以发药。\n已经发生两例，请马上处理。"
    number = _promised(by, head, text, "涉及用药安全，请当天到场核查。", at, key)
    actions.arrive(by["resident"], number, at=at + 1.5 * HOUR)
    done = Remedy(
        "misuse", "退费与发药之间没有校验。", "现场加校验脚本，等待补丁。", "退费前先核对发药状态。", is_workaround=True
    )
    _solved(by, number, done, at + 5 * HOUR, None)
    why = "退费后仍可发药，与规格不符，应为我方缺陷。"
    actions.propose_ruling(by["agent"], number, "inherent_defect", EVIDENCE["refund"], why, at=at + 26 * HOUR)
    words = "已重现：退费事务未回写发药状态，违反需求规格 4.2.7，认定为软件固有设计缺陷。"
    actions.decide_ruling(by["developer"], number, "inherent_defect", words, at=at + 50 * HOUR)
    let_pass(_pk(number), now)


def _asked_now(by: dict[str, Actor], head: Actor, now: datetime, key: str) -> None:
    """A moment ago; nobody has assessed it yet."""
    text = "急诊收费两个窗口不能刷医保。\n改自费先行，患者情绪激动。"
    number = _card(head, text, "department", now - HOUR / 2, key)
    actions.take(by["agent2"], number, at=now - HOUR / 3)
    actions.ask_urgent(head, number, "急诊窗口只剩一个可用，请今天到场。", at=now - HOUR / 4)
    let_pass(_pk(number), now)


def _rulings(by: dict[str, Actor], heads: dict[str, Actor], now: datetime) -> None:
    """One waits for development, one for the director; one was decided and may be appealed against."""
    names = [name for name in heads if name not in {"hospital_a"}]
    at = _morning(now - 4 * DAY)
    number = _card(heads[names[0]], "检验条码打印出来是空白的。", "department", at, "demo-ruling-0")
    actions.take(by["agent3"], number, at=at + HOUR / 4)
    actions.propose_ruling(by["agent3"], number, "vendor_regression", EVIDENCE["template"], "", at=at + 6 * HOUR)
    let_pass(_pk(number), now)
    at = _morning(now - 9 * DAY)
    number = _card(heads[names[1]], "药库月结金额差 0.03 元，对不上账。", "department", at, "demo-ruling-1")
    actions.take(by["agent"], number, at=at + HOUR / 4)
    actions.propose_ruling(by["agent"], number, "inherent_defect", EVIDENCE["cents"], "", at=at + 5 * HOUR)
    words = "单价精度由院方在字典中自行设为三位，手册 8.1 已提示，认定为误操作。"
    actions.decide_ruling(by["developer2"], number, "misuse", words, at=at + 30 * HOUR)
    appeal = "字典界面没有限制小数位，也没有提示，我院认为是设计缺陷。"
    actions.appeal_ruling(heads[names[1]], number, appeal, at=at + 100 * HOUR)
    let_pass(_pk(number), now)


def _solved(by: dict[str, Actor], number: str, done: Remedy, at: datetime, closes: datetime | None) -> None:
    """Resolved; with `closes` followed up and closed by then."""
    actions.resolve(by["agent"], number, done, at=at)
    let_pass(_pk(number), at + DAY)
    if closes is not None:
        owner = next(actor for actor in by.values() if actor.id == _first_contact(number))
        actions.follow_up(owner, number, "solved", "院方确认已恢复。", "phone", at=at + 26 * HOUR)
        actions.close(owner, number, at=at + 27 * HOUR)


def _pk(number: str) -> int:
    return Ticket.objects.values_list("pk", flat=True).get(number=number)


def _first_contact(number: str) -> int:
    return Ticket.objects.values_list("first_contact_id", flat=True).get(number=number)


def _morning(at: datetime) -> datetime:
    """Ten past nine on that day."""
    return at.astimezone(DESK_ZONE).replace(hour=9, minute=10, second=0, microsecond=0)
