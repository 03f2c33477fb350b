"""The demo's complaints: one archived, one in its second round, and some on their way, told by the acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from shouwen.apps.complaints import actions, jobs
from shouwen.apps.complaints.actions.ending import Correction
from shouwen.apps.customers.access import actor_of
from shouwen.apps.people.models import User
from shouwen.policy.roles import Actor


@dataclass(frozen=True)
class Story:
    """`hours`: how long ago it came; `every`: hours between two steps; `until`: the last step that was done."""

    by: str
    kind: str
    text: str
    people: tuple[str, ...]
    handler: str
    grade: str
    hours: float
    every: float
    until: str
    finding: str = ""
    remedy: str = ""


STORIES = (
    Story("hospital_a", "attitude", "夜班打电话报修，接电话的人语气很不耐烦，问了两句就挂了。", ("agent3",), "agent2", "plain",
          24 * 26, 5, "archived", "调取录音，当班确有语气生硬、提前挂断的情况，投诉属实。",
          "当面向院方致歉；当班人员重新培训并听录音自查；夜班话术抽检一个月。"),
    Story("hospital_b", "slow", "医保结算报错，说好半小时回电，等到下班也没有人联系我们。", ("pm2",), "agent", "plain",
          24 * 6, 6, "rejected", "回电任务随交接班漏转，超过承诺时间四小时，投诉属实。", "补回电并致歉；交接单增加“待回电”一栏。"),
    Story("ward_a", "result", "腕带打印的问题修了三次还是会漏打，每次都说好了。", (), "agent2", "grave", 50, 5, "proposed",
          "前三次只重装驱动，未处理并发取号的缺陷，部分属实。", "由开发支持中心出补丁，周五前在病区验证，期间派驻场值守。"),
    Story("hospital_a", "charge", "报价单里的接口改造费用，去年合同里写的是包含的，请给个说法。", (), "agent", "plain", 30, 4,
          "answered", "该接口属政策性变更，合同第 6 条约定包含，报价有误，投诉属实。", "撤回报价，按合同免费改造，月底前上线。"),
    Story("hospital_b", "security", "有工程师把带患者姓名的截图发到了微信群里。", ("resident2",), "agent", "urgent", 5, 1.5,
          "investigated"),
    Story("ward_a", "slow", "报修两个小时了还没有人到场，电话里也说不清什么时候来。", (), "", "plain", 0.6, 1, "filed"),
)  # fmt: skip
STEPS = (
    "filed", "graded", "assigned", "contacted", "investigated", "proposed", "approved", "answered", "rejected",
    "accepted", "corrected", "archived",
)  # fmt: skip


def load_complaints(staff: dict[str, User], now: datetime) -> None:
    """Each story as far as it has come; what time brought about is told as it passed."""
    customers = {user.username: actor_of(user) for user in User.objects.filter(kind=User.Kind.CUSTOMER)}
    for number, story in enumerate(STORIES):
        _tell(story, f"demo-complaint-{number:02d}", customers[story.by], staff, now)


def _tell(story: Story, key: str, customer: Actor, staff: dict[str, User], now: datetime) -> None:
    manager = actor_of(staff["manager"])
    starts = now - timedelta(hours=story.hours)
    people = tuple(staff[name].pk for name in story.people)
    filing = actions.Filing(story.kind, story.text, people=people, withholds_name=bool(people))
    made = actions.file(customer, filing, at=starts, submission=f"{key}-0123456789")
    done = [step for step in STEPS[1 : STEPS.index(story.until) + 1] if step not in _left_out(story)]
    handler = actor_of(staff[story.handler]) if story.handler else None
    for turn, step in enumerate(done, 1):
        at = starts + timedelta(minutes=15 * turn if turn < 4 else 75 + 60 * story.every * (turn - 3))
        at = min(at, now - timedelta(minutes=1))
        jobs.watch(at)
        if handler is not None:
            _do(step, story, made.number, (customer, handler, manager), at)
    jobs.watch(now)


def _left_out(story: Story) -> Sequence[str]:
    return () if story.until == "rejected" else ("rejected",)


def _do(step: str, story: Story, number: str, people: tuple[Actor, Actor, Actor], at: datetime) -> None:
    customer, handler, manager = people
    key = f"{number}-{step}-0123456789"
    match step:
        case "graded":
            actions.grade(manager, number, story.grade, "核实后定级。", at=at)
        case "assigned":
            actions.assign(manager, number, handler.person, at=at)
        case "contacted":
            actions.contact(handler, number, "已与投诉人通话，了解经过，告知答复期限。", at=at, submission=key)
        case "investigated":
            actions.note(handler, number, "调取电话录音和跟踪卡记录，与当班组长核对。", at=at, submission=key)
        case "proposed":
            actions.propose(handler, number, actions.Found("upheld", story.finding, story.remedy), at=at)
        case "approved":
            actions.decide(manager, number, True, "", at=at)
        case "answered":
            actions.answer(handler, number, f"尊敬的客户：{story.finding}我们的处理：{story.remedy}", at=at)
        case "rejected":
            actions.reject(customer, number, "只说了加一栏，没有说以后超时怎么办。", at=at)
        case "accepted":
            actions.accept(customer, number, "可以接受，希望落实。", at=at)
        case "corrected":
            until = timezone.localdate(at) + timedelta(days=30)
            said = Correction(
                "夜班单人值守，疲劳应答，缺少抽检。", "夜班话术抽检，纳入月度考核。", "客服中心主管", until
            )
            actions.correct(handler, number, said, at=at)
        case "archived":
            actions.archive(manager, number, at=at)
