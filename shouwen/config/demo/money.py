"""What the demo's hospitals were quoted, what they said to it, who worked on it, and how it was settled."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery

from shouwen.apps.billing import actions
from shouwen.apps.billing.actions import LineFacts, QuoteFacts, RateFacts, WorkFacts
from shouwen.apps.billing.fees import hospitals_with_fees, month_of
from shouwen.apps.billing.figures import month_after, settling_of
from shouwen.apps.billing.models import Quote, Statement
from shouwen.apps.billing.queries import hospitals_with_something
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.models import Ticket, Verdict
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.coverage import Charge
from shouwen.policy.quoting import CONFIRMS
from shouwen.policy.rates import Rates
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

# So many cards of a hospital are quoted, looking back so far.
EACH, BACK = 4, timedelta(days=95)
OFFERS: Sequence[tuple[str, Sequence[LineFacts]]] = (
    ("报表格式改造", (LineFacts("day", "开发与测试", 200), LineFacts("day", "现场部署与培训", 50))),
    (
        "接口联调",
        (LineFacts("day", "接口开发", 300), LineFacts("visit", "现场联调", 100), LineFacts("travel", "差旅", 100)),
    ),
    (
        "历史数据迁移",
        (LineFacts("fixed", "数据迁移与核对", 100, price=680_000), LineFacts("visit", "夜间割接", 100, at_night=True)),
    ),
    (
        "过保抢修",
        (LineFacts("visit", "上门抢修", 100), LineFacts("travel", "差旅", 100), LineFacts("day", "远程处置", 50)),
    ),
)

WISHES = (
    "希望处方打印单上加二维码，方便患者扫码查药品说明。",
    "想把体检系统的结果接到门诊医生站，需要一个接口。",
    "希望住院日清单按医保新格式打印，并支持批量导出。",
    "门诊收费窗口想增加语音叫号提示。",
)


def load_money(staff: dict[str, User], now: datetime) -> None:
    """Rate cards, quotes in every stage, work, and the statements of the months that are over."""
    finance = actor_of(staff["finance"])
    this_year = now.astimezone(DESK_ZONE).date().replace(month=1, day=1)
    first = Rates(
        day=140_000, visit=70_000, travel=40_000, night_percent=150, rest_day_percent=200, holiday_percent=300
    )
    second = Rates(
        day=160_000, visit=80_000, travel=50_000, night_percent=150, rest_day_percent=200, holiday_percent=300
    )
    for rates, day in ((first, this_year.replace(year=this_year.year - 1)), (second, this_year)):
        facts = RateFacts(rates, day, f"{day.year} 年度价格，不含税")
        actions.publish_rates(finance, facts, at=_morning(day))
    for turn, days in enumerate((75, 44, 9, 2)):
        for contact in Contact.objects.filter(user__username__in=("hospital_a", "hospital_b")).select_related("user"):
            _wish(actor_of(_user(contact)), staff, now - timedelta(days=days, hours=3), f"{contact.pk}-{turn}")
    turn = 0
    for ticket in _payable(now):
        head = _head(ticket)
        if head is not None:
            _story(ticket, head, turn, now)
            turn += 1
    _settle(finance, now)


def _wish(head: Actor, staff: dict[str, User], at: datetime, key: str) -> None:
    """A hospital wants something new: no agreement covers that."""
    report = cards.Report(answer="question", text=WISHES[int(key[-1]) % len(WISHES)])
    ticket = cards.report(head, report, at=at, submission=f"demo-wish-{key}")
    agent = actor_of(staff["agent"])
    cards.take(agent, ticket.number, at=at + timedelta(minutes=20))
    wanted = Classification("requirement", "", "", "online", "new_requirement", None, "属于新增需求。")
    cards.classify(agent, ticket.number, wanted, at=at + timedelta(minutes=40))
    words = "您好，需求已收到，项目经理会先发一份报价给您确认。"
    cards.reply(agent, ticket.number, words, at=at + timedelta(minutes=45), submission=f"demo-wish-{key}-reply")
    schedule = "评估完成，排入下一个版本。"
    cards.hold(agent, ticket.number, "release_schedule", schedule, at=at + timedelta(minutes=90))


def _payable(now: datetime) -> list[Ticket]:
    """Cards that are to be paid for, a few of each hospital, the oldest first."""
    newest = Verdict.objects.filter(ticket=OuterRef("pk")).order_by("-pk").values("charge")[:1]
    rows = Ticket.objects.filter(accepted_at__gt=now - BACK, hospital__is_unlisted=False).annotate(
        pays=Subquery(newest)
    )
    found: dict[int, list[Ticket]] = {}
    for ticket in (
        rows.filter(pays=Charge.QUOTE).select_related("hospital__account_manager", "handler").order_by("-accepted_at")
    ):
        found.setdefault(ticket.hospital_id, []).append(ticket)
    picked = [ticket for each in found.values() for ticket in (*each[:2], *each[2::3])[:EACH]]
    return sorted(picked, key=lambda ticket: ticket.pk)


def _head(ticket: Ticket) -> Actor | None:
    roles = [role.value for role in CONFIRMS]
    people = Contact.objects.filter(hospital=ticket.hospital_id, user__grants__role__in=roles)
    contact = people.select_related("user").first()
    return actor_of(_user(contact)) if contact is not None else None


def _user(contact: Contact) -> User:
    if contact.user is None:
        raise ValueError(contact)
    return contact.user


def _story(ticket: Ticket, head: Actor, turn: int, now: datetime) -> None:
    """Most are confirmed; one in a few is declined, waits for an answer, or is still a draft."""
    manager = actor_of(ticket.hospital.account_manager)
    title, lines = OFFERS[turn % len(OFFERS)]
    title = ticket.title if ticket.kind == "requirement" else title
    at = ticket.accepted_at + timedelta(hours=3)
    if at + timedelta(hours=30) > now:
        at = now - timedelta(hours=31)
    key = f"demo-quote-{ticket.pk:08d}"
    quote = actions.draft_quote(manager, ticket.number, QuoteFacts(title, lines), at=at, submission=key)
    is_new = now - at < timedelta(days=20)
    if is_new and turn % 4 == 3:
        return
    actions.send_quote(manager, quote.number, at=at + timedelta(hours=1))
    if is_new and turn % 4 == 1:
        return
    answered = at + timedelta(hours=22)
    if turn % 7 == 5:
        actions.decline_quote(head, quote.number, "本季度预算已用完，下季度再议。", at=answered)
        return
    actions.confirm_quote(head, quote.number, head.name, at=answered)
    _work(ticket, quote, answered, now)


def _work(ticket: Ticket, quote: Quote, at: datetime, now: datetime) -> None:
    if ticket.handler is None:
        return
    worker = actor_of(ticket.handler)
    for turn, (kind, hours) in enumerate((("remote", 2), ("development", 5))):
        start = (at + timedelta(hours=2 + 8 * turn)).replace(second=0, microsecond=0)
        end = start + timedelta(hours=hours)
        if end > now:
            return
        facts = WorkFacts(kind, start, end, "", quote.title)
        try:
            actions.log_work(worker, ticket.number, facts, at=end, submission=f"demo-work-{ticket.pk:06d}-{turn}")
        except Refused:
            # He was on another card at that time.
            continue


def _settle(finance: Actor, now: datetime) -> None:
    """The months that are over: closed by the second working day, some paid, some in part."""
    month = (now - BACK).astimezone(DESK_ZONE).date().replace(day=1)
    turn = 0
    while (over := month_after(month)) < now:
        closed_at = min(over + timedelta(hours=34), now)
        for hospital in sorted({*hospitals_with_something(over), *hospitals_with_fees(month_of(month))}):
            found = actions.draft_statement(finance, hospital, month, at=over + timedelta(hours=1))
            actions.close_statement(finance, found.number, at=closed_at)
            _paid(finance, found.number, turn, closed_at, now)
            turn += 1
        month = over.date()


def _paid(finance: Actor, number: str, turn: int, closed_at: datetime, now: datetime) -> None:
    at = closed_at + timedelta(days=6)
    if turn % 4 == 3 or at > now:
        return
    day, statement = at.astimezone(DESK_ZONE).date(), Statement.objects.get(number=number)
    if statement.total.gross == 0:
        return
    actions.record_invoice(finance, number, f"2544{statement.pk:08d}", day, day, at=at)
    left = settling_of(statement).left
    if left == 0:
        return
    fen = left if turn % 4 else left // 2
    paid_at, key = at + timedelta(days=1), f"demo-paid-{statement.pk:010d}"
    if paid_at < now:
        actions.record_payment(finance, number, fen, day, "网银回单", at=paid_at, submission=key)


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=DESK_ZONE)
