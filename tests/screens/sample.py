"""Sample data: invented hospitals and people, long names on purpose."""

from datetime import datetime, timedelta
from types import SimpleNamespace as Of
from typing import Any

from django.utils import timezone

from shouwen.policy.lifecycle import Act
from shouwen.policy.refusal import Refused
from tests.screens import forms

LONG_TITLE = "门诊收费八个窗口结算同时超时，患者排队到大厅门外，收费员反复重登仍然无法打印发票"
LONG_HOSPITAL = "云岭市第一人民医院（云岭医学院附属第一医院）"


def at(minutes: float) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


def person(name: str, role: str = "agent", level: str = "service_centre") -> Of:
    return Of(name=name, role=role, level=level, phone="100-5550-1234")


LIN, OUYANG, ZHAO = (
    person("林晓梅", "account_manager", ""),
    person("欧阳建国", "developer", "development"),
    person("赵敏", "resident", "frontline"),
)
VIEWER = Of(name="周启明", role="agent", level="service_centre")
CUSTOMER = Of(name="王护士长", hospital=LONG_HOSPITAL, department="心血管内科二病区")


def clock(kind: str, state: str, due: float, **more: Any) -> Of:
    facts: dict[str, Any] = {
        "kind": kind, "state": state, "due_at": at(due), "warn_at": at(due - 30), "stopped_at": None, "hold_reason": "",
        "elapsed_minutes": 150, "target_minutes": 240, "calendar": "24x7", "provisional": False, "why_url": "/why/clock/",
        "started_at": at(due - 240),
    }  # fmt: skip
    return Of(**(facts | more))


def clocks() -> list[Of]:
    return [
        clock("response", "met", -180, stopped_at=at(-189), elapsed_minutes=9, target_minutes=15),
        clock("arrival", "breached", -35, elapsed_minutes=155, target_minutes=120),
        clock("resolution", "running", 80, elapsed_minutes=160, target_minutes=240),
    ]


def row(number: str, title: str, grade: int, hospital: str, shown: Of | None, **more: Any) -> Of:
    facts: dict[str, Any] = {
        "number": number, "title": title, "grade": grade, "state": "working", "hospital": hospital, "department": "",
        "module": "门诊收费", "handler": "赵敏", "first_contact": "林晓梅", "clock": shown, "url": "/console/card/",
        "beside_url": f"/console/?card={number}", "accepted_at": at(-200),
    }  # fmt: skip
    return Of(**(facts | more))


def rows() -> list[Of]:
    held = clock("resolution", "paused", 300, hold_reason="waiting_customer")
    return [
        row("SW-20261123-0007", LONG_TITLE, 1, LONG_HOSPITAL, clock("arrival", "breached", -35)),
        row("SW-20261123-0012", "医保签到失败，全部窗口无法结算", 1, "滨江区人民医院", clock("response", "running", 12), handler="", module="医保接口"),
        row("SW-20261123-0009", "夜间床位费未滚入账单", 2, "青禾妇幼保健院", clock("resolution", "running", 80, warn_at=at(200)), module="住院护士站"),
        row("SW-20261122-0031", "LIS 条码打印空白，标本无法登记", 3, "南湖中医医院", held, module="检验 LIS", handler="欧阳建国", state="held"),
        row("SW-20261122-0018", "药库月结提示“存在未审核入库单”", 4, LONG_HOSPITAL, clock("resolution", "running", 1900), module="药库管理"),
        row("SW-20261121-0044", "希望门诊日报增加按科室汇总", 5, "长河社区卫生服务中心", clock("resolution", "running", 6200), module="报表", handler=""),
        row("SW-20261121-0040", "医嘱执行单打不出", 4, "星河肿瘤专科医院", None, state="resolved", module="住院护士站"),
    ]  # fmt: skip


TAB_COUNTS = {"first_contact": 7, "handling": 3, "untaken": 2, "soon": 12, "all": 3012}


def tabs(current: str) -> list[Of]:
    return [
        Of(code=code, label="", url=f"/console/?tab={code}", count=n, current=code == current)
        for code, n in TAB_COUNTS.items()
    ]


def file(label: str, picture: bool = False) -> Of:
    return Of(label=label, url="/file/", size=482_133, thumb_url="/static/ui/img/mark.svg" if picture else "")


def item(kind: str, when: float, who: str, **more: Any) -> Of:
    facts = {
        "kind": kind,
        "at": at(when),
        "who": who,
        "from_customer": False,
        "code": "",
        "detail": "",
        "text": "",
        "files": [],
    }
    return Of(**(facts | more))


def story() -> list[Of]:
    return [
        item("event", -1640, "王护士长", code="accepted", detail=""),
        item("message", -1640, "王护士长", from_customer=True, text="8 个收费窗口从 8 点 05 分开始结算都转圈，最后提示超时。\n重启过电脑，没有用。患者已经排到大厅外面了。", files=[file("窗口照片.jpg", True), file("报错截图.png", True), file("收费日志-20261123.txt")]),
        item("event", -1638, "林晓梅", code="first_contact_set", detail="该院的项目经理"),
        item("event", -1631, "林晓梅", code="responded"),
        item("message", -1630, "林晓梅", text="王护士长您好，我是林晓梅，这件事由我负责到底。工程师赵敏已经远程连上，正在查数据库锁。请窗口先用手工收据。"),
        item("event", -200, "赵敏", code="classified", detail="一级 · 全院停、业务停止"),
        item("note", -150, "赵敏", text="门诊明细表被夜间归档作业锁住，阻塞源 SPID 188。先杀会话恢复业务，索引晚上再加，不要在高峰期动。"),
        item("event", -90, "赵敏", code="held", detail="等变更窗口 · 今晚 22:00 加索引，不影响收费"),
        item("event", -40, "赵敏", code="resumed"),
        item("event", -35, "", code="breached", detail="到场"),
        item("message", -20, "王护士长", from_customer=True, text="窗口都恢复了，谢谢。"),
    ]  # fmt: skip


def acts(**refused: Refused) -> dict[str, Of]:
    return {
        act.value: Of(code=act.value, refused=refused.get(act.value), url=f"/act/{act}/", form=forms.act_form(act))
        for act in Act
    }


def card(opened: str = "", **more: Any) -> Of:
    ticket = Of(
        number="SW-20261123-0007", title=LONG_TITLE, grade=1, grade_is_provisional=True, state="working", kind="incident",
        impact="hospital", urgency="stopped", service="remote", cause="unknown", channel="portal", accepted_at=at(-1640),
        hospital=LONG_HOSPITAL, campus="东院区", department="门诊收费处", contact_name="王护士长", contact_phone="100-5550-8001",
        module="门诊收费", version="6.2.1", url="/console/card/", print_url="/console/print/",
    )  # fmt: skip
    facts: dict[str, Any] = {
        "ticket": ticket, "first_contact": LIN, "first_contact_because": "account_manager", "substitute": None,
        "handler": ZHAO, "handler_since": at(-195), "clocks": clocks(),
        "verdict": Of(charge="free", phase="free", cover="valid", reason="免费维护期至 2027-03-01，受理日在期内。", why_url="/why/verdict/"),
        "resolution": None, "files": story()[1].files, "story": story(),
        "acts": acts(
            take=Refused("someone_handles"), close=Refused("first_contact_word_missing"), resume=Refused("not_now", state="working"),
            follow_up=Refused("not_now", state="working"), reopen=Refused("not_now", state="working"),
        ),
        "open_act": opened, "next_url": "/console/", "queue_url": "/console/", "qr_url": "",
    }  # fmt: skip
    return Of(**(facts | more))


def spans() -> list[Of]:
    day = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0) - timedelta(days=9)

    def span(start: float, end: float, because: str, note: str = "") -> Of:
        return Of(
            start=day + timedelta(hours=start),
            end=day + timedelta(hours=end),
            minutes=round((end - start) * 60),
            because=because,
            note=note,
        )

    return [
        span(-2.5, 0, "worked"),
        span(0, 16, "closed"),
        span(16, 18.25, "worked"),
        span(18.25, 20, "paused", "等医院 · 赵敏"),
        span(20, 24, "worked"),
        span(24, 208, "closed", "国庆节"),
        span(208, 215.25, "remaining"),
    ]


CLAUSES = [
    Of(id="resolution.working_time", text="三级至五级故障的解决时限按在线服务时间（工作日 09:00–17:00）计算：三级 16 小时，四级 24 小时，五级 40 小时。", inferred=True),
    Of(id="calendar.online", text="在线服务：5×8 小时。", inferred=False),
]  # fmt: skip
TRACE = [
    Of(words="是投诉吗？", fits=False, answer=""),
    Of(words="原因是软件固有设计缺陷或我方版本引起的吗？", fits=False, answer="原因：尚未查明"),
    Of(words="受理日在免费维护期内，且属于常规服务项目吗？", fits=True, answer="2026-11-23 在 2025-03-01 至 2027-03-01 之内；服务细项：远程服务"),
]  # fmt: skip


def steps() -> list[Of]:
    return [
        Of(name="已受理", status="done", at=at(-1640), who="林晓梅", detail="由项目经理负责"),
        Of(name="已响应", status="done", at=at(-1631), who="林晓梅", detail=""),
        Of(name="处理中（二线）", status="now", at=at(-195), who="赵敏", detail="客户服务中心"),
        Of(name="已解决", status="next", at=None, who="", detail=""),
        Of(name="已回访", status="next", at=None, who="", detail=""),
        Of(name="已备案", status="next", at=None, who="", detail=""),
    ]
