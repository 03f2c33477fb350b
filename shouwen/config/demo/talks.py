"""The demo's online service: conversations of the last working days, one that nobody took, and, in its hours, one that
waits and one under way."""

from datetime import datetime, timedelta

from django.utils import timezone

from shouwen.apps.calendars.queries import newest, working_times
from shouwen.apps.conversations import actions
from shouwen.apps.conversations.actions import Opening
from shouwen.apps.conversations.models import Conversation
from shouwen.apps.customers.access import actor_of
from shouwen.apps.people.models import User
from shouwen.policy.calendars import CalendarName
from shouwen.policy.working_time import WorkingTime

# Days back, hour of the day in attended hours, who asks, how much is affected, who attends, after how many seconds,
# and what is said: even lines are ours.
FINISHED = (
    (1, 1, "hospital_a", "question", "agent", 40, (
        "门诊发票打错一张，怎么作废重打？", "您好，请在“发票管理”里选中该张，点“作废”，再点“补打”。",
        "作废要收费员本人吗？", "要由当班收费员或组长操作。", "明白了，谢谢。",
    )),
    (1, 3, "ward_a", "workstation", "agent2", 95, (
        "护士站打印腕带走纸不齐。", "请问换过纸吗？标签纸规格是哪一种？", "今早换的，50×25。",
        "请在打印设置里把纸张改成 50×25 再试。", "可以了。",
    )),
    (2, 2, "hospital_b", "department", "agent", 210, (
        "药房发药界面很慢。", "我先查一下后台任务，请稍等。", "好的。", "统计任务占用，已调整到夜间执行，请再试。",
        "现在正常了。",
    )),
    (3, 5, "hospital_a", "question", "agent3", 25, (
        "医保目录什么时候更新？", "今晚 22:00 更新，公告已发。", "收到。",
    )),
)  # fmt: skip


def load_talks(staff: dict[str, User], now: datetime) -> None:
    """By the acts themselves."""
    online = working_times(newest().pk)[CalendarName.ONLINE]
    asks = {user.username: user for user in User.objects.filter(username__in=["hospital_a", "hospital_b", "ward_a"])}
    for number, (days, hour, who, answer, agent, wait, words) in enumerate(FINISHED):
        at = _attended(online, now, days, hour)
        talk = _begin(asks[who], words[0], answer, at, number)
        if talk is not None:
            end = _talk(talk, asks[who], staff[agent], words[1:], at + timedelta(seconds=wait))
            actions.end(actor_of(asks[who]), talk.pk, at=end)
    _nobody_came(asks["hospital_b"], online, now)
    if online.is_open(now) and online.is_open(now - timedelta(minutes=20)):
        begun = now - timedelta(minutes=20)
        talk = _begin(asks["hospital_b"], "住院登记选不到新病区。", "department", begun, 90)
        if talk is not None:
            said = ("您好，新病区是今天启用的吗？", "是的，上午启用。")
            _talk(talk, asks["hospital_b"], staff["agent2"], said, begun + timedelta(seconds=50))
        _begin(asks["ward_a"], "医嘱打印预览空白，重启也不行。", "workstation", now - timedelta(minutes=1), 91)


def _begin(person: User, text: str, answer: str, at: datetime, number: int) -> Conversation | None:
    said = Opening(text=text, answer=answer)
    return actions.begin(actor_of(person), said, at=at, submission=f"demo-talk-{number}-0123456789").talk


def _talk(talk: Conversation, asks: User, agent: User, words: tuple[str, ...], at: datetime) -> datetime:
    """Ours and theirs in turn; the instant of the last word."""
    actions.take(actor_of(agent), talk.pk, at=at)
    for turn, text in enumerate(words):
        at += timedelta(seconds=25 + 10 * turn)
        speaks = actor_of(asks if turn % 2 else agent)
        actions.say(speaks, talk.pk, text, at=at, submission=f"demo-line-{turn}-0123456789")
    return at + timedelta(seconds=30)


def _nobody_came(person: User, online: WorkingTime, now: datetime) -> None:
    """Asked two minutes before the hours were over."""
    at = _attended(online, now, 4, 8) - timedelta(minutes=2)
    talk = _begin(person, "月末结账前要核对哪几张表？", "question", at, 80)
    if talk is not None:
        actions.end_forgotten(talk.pk, at=at + timedelta(minutes=2))


def _attended(online: WorkingTime, now: datetime, days: int, hour: int) -> datetime:
    """So many hours into the day that lies so many attended days back."""
    found = timezone.localtime(now).replace(hour=9, minute=0, second=0, microsecond=0)
    while days:
        found -= timedelta(days=1)
        days -= online.is_open(found)
    return found + timedelta(hours=hour)
