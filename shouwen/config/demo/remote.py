"""The demo's remote service: a session confirmed, one that waits for the hospital's word, one authorised, one asked."""

from datetime import datetime, timedelta

from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact
from shouwen.apps.people.models import User
from shouwen.apps.remote import actions
from shouwen.apps.remote.actions import Ended, Granted, Started, Wanted
from shouwen.apps.remote.models import Authorisation, RemoteSession
from shouwen.apps.tickets.debts import LIVE
from shouwen.apps.tickets.models import Ticket

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# What for, what may be done, where, by which tool.
ASKS = (
    ("住院结算慢，查看执行计划并更新统计信息。", ("look", "data"), "收费数据库", "VPN+堡垒机"),
    ("检查上传失败的医保清单。", ("look",), "医保前置机", "ToDesk"),
    ("调整护士站打印服务参数并重启服务。", ("look", "settings", "restart"), "打印服务器", "向日葵"),
    ("用收费员账号重现退费报错。", ("look", "account"), "门诊收费", "VPN+堡垒机"),
)


def load_remote(staff: dict[str, User], now: datetime) -> None:
    """By the acts themselves, on four open cards of one hospital."""
    head = Contact.objects.filter(user__username="hospital_a").select_related("user").first()
    if head is None or head.user is None:
        return
    quiet = Ticket.objects.filter(hospital=head.hospital_id, state__in=LIVE, changed_at__lt=now - 2 * HOUR)
    cards = list(quiet.filter(grade__gt=2).order_by("-pk")[:4])
    yes = Granted(head.name, "done")
    for turn, card in enumerate(cards):
        at = max(card.changed_at, now - DAY * (turn < 2) - HOUR) + timedelta(minutes=1)
        at = at.replace(second=0, microsecond=0)
        asked = _ask(staff["agent"], card, turn, at)
        if turn == 3:
            continue
        actions.grant_remote(actor_of(head.user), asked.number, yes, at=at + timedelta(minutes=5))
        if turn == 2:
            continue
        done = _work(staff["agent"], asked, turn, at + timedelta(minutes=10))
        if turn == 0:
            actions.confirm_session(actor_of(head.user), done.number, head.name, at=at + timedelta(minutes=50))


def _ask(agent: User, card: Ticket, turn: int, at: datetime) -> Authorisation:
    why, scope, systems, tool = ASKS[turn]
    wanted = Wanted(why, scope, systems, tool, at, at + DAY)
    return actions.ask_remote(actor_of(agent), card.number, wanted, at=at, submission=f"demo-remote-{turn}-0123456789")


def _work(agent: User, asked: Authorisation, turn: int, at: datetime) -> RemoteSession:
    facts = Started(f"VPN-2026-{3170 + turn}", off_hours="院方要求在停诊时段处理。")
    key = f"demo-session-{turn}-0123456789"
    session = actions.start_session(actor_of(agent), asked.number, facts, at=at, submission=key)
    told = Ended("更新三张表的统计信息；未改程序和参数。", solved=False, recording=f"堡垒机录像 {turn + 1:03d}")
    return actions.end_session(actor_of(agent), session.number, told, at=at + timedelta(minutes=30))
