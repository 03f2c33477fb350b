"""Rules of the demo's desk: three that act, one that nobody has switched on yet, and what they did lately."""

from datetime import datetime, timedelta

from shouwen.apps.aids.queries import newest
from shouwen.apps.automation import actions
from shouwen.apps.automation.actions import Said
from shouwen.apps.automation.actions.firing import fire
from shouwen.apps.automation.models import Rule
from shouwen.apps.customers.access import actor_of
from shouwen.apps.ledger.models import Event
from shouwen.apps.people.models import Team, User
from shouwen.apps.tickets.models import Ticket
from shouwen.policy.lifecycle import ENDED
from shouwen.policy.roles import Actor
from shouwen.policy.rules import Action, Condition, When

# How far back they are shown to have looked, and on how many events of each.
LATELY, EVENTS = timedelta(days=2), 40


def load_rules(staff: dict[str, User], now: datetime) -> None:
    """Written by the director, who names what they use by its name; then they look at the last two days."""
    director, admin = actor_of(staff["manager"]), actor_of(staff["admin"])
    named = {(each.aid.kind, each.name_zh): str(each.aid_id) for each in newest().select_related("aid")}
    at = now - LATELY
    for said in _live(named):
        rule = actions.write(director, said, at=at)
        actions.switch_on(director, rule.pk, 1, at=at)
    actions.write(admin, _waiting(), at=now - timedelta(hours=3))
    _look_back(director, now)


def _look_back(director: Actor, now: datetime) -> None:
    """As if the clock had run them: only on cards that are still open, so that what they do can be seen."""
    still_open = Ticket.objects.exclude(state__in=ENDED).values("pk")
    happened = Event.objects.filter(subject_kind="ticket", at__gt=now - LATELY, subject_id__in=still_open)
    seen: list[tuple[datetime, int, int]] = []
    for rule in Rule.objects.exclude(live=None).select_related("live"):
        codes = rule.live.events if rule.live else []
        rows = happened.filter(code__in=codes).order_by("-pk")[:EVENTS]
        seen += [(event.at, event.pk, rule.pk) for event in rows]
    for at, event, rule_id in sorted(seen):
        fire(director, rule_id, event, at=at + timedelta(seconds=2))


def _live(named: dict[tuple[str, str], str]) -> tuple[Said, ...]:
    insurance = Team.objects.filter(code="insurance", dissolved_on=None).first()
    pass_on = (Action("team", str(insurance.pk), "医保问题先由医保组看"),) if insurance else ()
    return (
        Said(
            "一级故障夜间提醒",
            (When.ACCEPTED.value,),
            (
                Action("tell", "supervisor"),
                Action("tell", "directors"),
                Action("note", "", "{number} 夜间一级故障：先确认影响范围，一小时内给医院第一句话。"),
                Action("checklist", named["checklist", "变慢或卡顿"]),
            ),
            (Condition("grade", "one_of", ("1",)), Condition("hours", "one_of", ("out",))),
            "Grade 1 outside working hours",
            "夜间和节假日的一级故障，马上提醒值班主管和主任，并附上核对清单。",
        ),
        Said(
            "医保问题先看接口",
            (When.ACCEPTED.value,),
            (*pass_on, Action("note", "", "医保相关：先核对医保接口日志和中心端公告，再联系医院。"),
             Action("draft", named["reply", "请提供截图"])),
            (Condition("words", "any_word", ("医保", "读卡", "结算")),),
            "Health insurance",
            "标题或描述里有医保、读卡、结算的，提示先看接口，并建议索要截图。",
        ),
        Said(
            "月末结账期间的收费故障",
            (When.ACCEPTED.value, When.REOPENED.value),
            (Action("word", "30"), Action("tell", "account_manager")),
            (Condition("day", "at_least", ("25",)), Condition("words", "any_word", ("收费", "结账", "发票", "日结")),
             Condition("kind", "one_of", ("incident",))),
            "Charging at the end of the month",
            "每月 25 日之后，收费、结账类故障三十分钟内向医院通报一次，并提醒客户经理。",
        ),
    )  # fmt: skip


def _waiting() -> Said:
    return Said(
        "交接退回后提醒主任",
        (When.OFFER_DECLINED.value, When.OFFER_LAPSED.value),
        (Action("tell", "directors"),),
        (Condition("grade", "one_of", ("1", "2", "3")),),
        "An offer came back",
        "草稿：先试运行，再由主任启用。",
    )
