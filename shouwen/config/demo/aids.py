"""Canned replies and checklists of the demo's desk, and one checklist that somebody is going through."""

from dataclasses import replace
from datetime import datetime, timedelta

from shouwen.apps.aids import actions
from shouwen.apps.aids.actions import Said
from shouwen.apps.aids.queries import newest
from shouwen.apps.customers.access import actor_of
from shouwen.apps.installations.models import Module
from shouwen.apps.people.models import User
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import State
from shouwen.policy.macros import AIDS, Do, Step
from shouwen.policy.roles import Actor

REPLIES = (
    Said("已受理", "{contact}您好，{number} 已受理，我是{agent}，正在查看，一小时内给您回复。", "Accepted",
         "Hello {contact}, {number} is accepted. I am {agent}; you will hear from me within the hour."),
    Said("请提供截图", "{contact}您好，麻烦提供完整的报错截图和出现时间，并遮挡患者信息。", "A screenshot, please",
         "Hello {contact}, please send the whole error message and when it appeared, without patients' data."),
    Said("进展通报", "{contact}您好，{number}“{title}”仍在处理，下一次通报时间：    。", "How it stands",
         "Hello {contact}, we are still working on {number} “{title}”. The next word comes at: "),
    Said("约定停机窗口", "{contact}您好，更新需要停机，请确认可用的时间窗口和院内审批。", "A window",
         "Hello {contact}, the update needs a standstill. Which window suits you, and is it approved?"),
    Said("请确认已解决", "{contact}您好，{number} 已处理完毕，请在科室确认；如未恢复请直接回复。", "Please confirm",
         "Hello {contact}, {number} is done. Please confirm it in the department, or simply answer."),
)  # fmt: skip
CHECKLISTS = (
    Said("打印与票据", "确认一台还是全部\n查看打印机驱动和纸张设置\n重启打印服务\n用测试票据打印一张\n请科室确认",
         "Printing",
         "One or all?\nDriver and paper\nRestart the print service\nPrint a test slip\nAsk the ward to confirm",
         card_kind="incident"),
    Said("变慢或卡顿", "记录时间和科室\n查看会话与锁\n查看慢语句\n查看服务器负载\n与网络组核对", "Slowness",
         "Note hour and department\nSessions and locks\nSlow statements\nLoad of the server\nAsk the network group",
         card_kind="incident"),
    Said("新需求登记", "写明现状与目标\n确认院内负责人\n确认是否政策要求\n转需求评估", "A requirement",
         "What is and what should be\nWho answers for it in the hospital\nIs it a policy?\nPass it on",
         card_kind="requirement"),
)  # fmt: skip

# What many a day asks for; the names of replies and checklists are looked up among those above.
MACROS = (
    (Said("转开发并附日志要求", "确认是程序问题、需要开发支持中心处理时", "To development, with the log",
          "When it is a fault of the program, for the development support centre"),
     (Step("note", words="{number} 转开发支持中心：请先附上完整日志和出现时间。"), Step("checklist", "变慢或卡顿"),
      Step("word", "120"), Step("draft", "请提供截图"))),
    (Said("接手并告知", "刚分到手、先给医院第一句话", "Take it and say so",
          "When a card has just come to you and the hospital is to hear the first word"),
     (Step("take"), Step("draft", "已受理"))),
)  # fmt: skip


def load_macros(director: Actor, at: datetime) -> None:
    """Written by the director, who names what they use by its name."""
    named = {(each.aid.kind, each.name_zh): str(each.aid_id) for each in newest().select_related("aid")}
    for said, steps in MACROS:
        found = []
        for each in steps:
            kind = AIDS.get(Do(each.do))
            found.append(replace(each, value=named[kind, each.value]) if kind else each)
        actions.write(director, "macro", replace(said, steps=tuple(found)), at=at)


def load_aids(staff: dict[str, User], now: datetime) -> None:
    """Written by the director a month ago, one of them twice."""
    director, agent = actor_of(staff["manager"]), actor_of(staff["agent"])
    at = now - timedelta(days=30)
    written = [actions.write(director, "reply", said, at=at) for said in REPLIES]
    lists = [actions.write(director, "checklist", said, at=at) for said in CHECKLISTS]
    better = Said("已受理", REPLIES[0].text_zh.replace("给您回复", "给您电话"), REPLIES[0].name_en, REPLIES[0].text_en)
    actions.revise(director, written[0].pk, better, at=now - timedelta(days=9))
    module = Module.objects.order_by("pk").first()
    old = Said("旧版本升级提示", "{module} 旧版本请先升级。", module_id=module.pk if module else None)
    actions.retire(director, actions.write(director, "reply", old, at=at).pk, at=now - timedelta(days=5))
    load_macros(director, now - timedelta(days=20))
    version = lists[0].versions.get().pk
    cards = Ticket.objects.filter(state=State.WORKING, kind="incident", changed_at__lt=now - timedelta(minutes=20))
    for card in cards.order_by("-pk")[:3]:
        for step in range(2):
            actions.tick(agent, card.number, version, step, at=now - timedelta(minutes=15 - step))
