"""The demo's certified experts, a consultation that is signed and one under way, a visit, a special solution."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.consultations import actions
from shouwen.apps.consultations.actions import CallFacts, CertificateFacts, VisitFacts
from shouwen.apps.consultations.queries import entitled
from shouwen.apps.customers.access import actor_of
from shouwen.apps.customers.models import Contact, Hospital
from shouwen.apps.people.models import User
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.numbers import DESK_ZONE
from shouwen.policy.roles import Actor

REGISTER = (
    ("developer", 900, "深圳总部", "数据库与性能"), ("developer2", 45, "深圳总部", "医保接口与清单"),
    ("agent2", 420, "华南分公司", "住院结算与月结"), ("resident2", 200, "华东分公司", "药库药房与物资"),
    ("agent3", -20, "华南分公司", "门诊收费"),
)  # fmt: skip


def load_experts(staff: dict[str, User], now: datetime) -> None:
    """The register first; then what experts did for two hospitals."""
    today = now.astimezone(DESK_ZONE).date()
    manager = actor_of(staff["manager"])
    for number, (who, days, branch, specialty) in enumerate(REGISTER, 1):
        issued, expires = today - timedelta(days=700), today + timedelta(days=days)
        facts = CertificateFacts(f"JXD-ZJ-{issued.year}-{number:03d}", issued, expires, branch, specialty)
        actions.register_certificate(manager, staff[who].pk, facts, at=now - timedelta(days=90))
    for hospital in Hospital.objects.filter(pk__in=entitled(today)).order_by("pk")[:4]:
        for who in ("developer", "agent2"):
            actions.name_expert(manager, hospital.pk, staff[who].pk, at=now - timedelta(days=80))
    heads = Contact.objects.filter(user__username="hospital_a").select_related("user", "hospital")
    head = heads.first()
    if head is None or head.user is None:
        return
    _green(actor_of(head.user), now)
    lately = Ticket.objects.filter(hospital=head.hospital, accepted_at__lt=now - timedelta(days=3))
    first, second = lately.order_by("-accepted_at")[:2]
    _signed(staff, first, now - timedelta(days=2))
    _under_way(staff, second, now)
    _visit(staff, first, actor_of(head.user), now)


def _green(head: Actor, now: datetime) -> None:
    """A report through the channel, where the agreement names it."""
    hospital = next(iter(head.hospitals))
    if hospital in entitled(now.date(), hospital):
        said = cards.Report(answer="department", text="住院结算明细与费用清单不一致，已影响出院办理。")
        actions.report_green(head, said, at=now - timedelta(minutes=50), submission="demo-green-0123456789")


def _signed(staff: dict[str, User], ticket: Ticket, at: datetime) -> None:
    chair, member = staff["developer"], staff["agent2"]
    question = "结算高峰期变慢，反复出现：索引、统计信息还是并发锁？"
    facts = CallFacts(question, at + timedelta(hours=2), chair.pk, [member.pk])
    manager = actor_of(staff["manager"])
    found = actions.call_consultation(manager, ticket.number, facts, at=at, submission="demo-consult-one-0123456")
    for turn, who in enumerate((chair, member)):
        actions.answer_invitation(
            actor_of(who), found.number, "", accepts=True, at=at + timedelta(minutes=20 + 5 * turn)
        )
    opinions = "执行计划在统计信息更新后走全表扫描，应固定计划。", "高峰与月结作业重叠，建议错峰。"
    for turn, (who, words) in enumerate(zip((chair, member), opinions, strict=True)):
        actions.give_opinion(actor_of(who), found.number, words, at=at + timedelta(hours=2, minutes=20 + turn))
    told = ("统计信息过期叠加月结作业，造成全表扫描。", "今晚更新统计信息并固定计划；月结改到 22:00 之后。")
    actions.conclude(actor_of(chair), found.number, *told, at=at + timedelta(hours=3))
    for turn, who in enumerate((member, chair)):
        actions.sign_minutes(actor_of(who), found.number, at=at + timedelta(hours=4, minutes=turn))


def _under_way(staff: dict[str, User], ticket: Ticket, now: datetime) -> None:
    at = now - timedelta(hours=5)
    facts = CallFacts(
        "医保清单上传偶发失败，院端与前置机日志对不上，如何定位？",
        now + timedelta(hours=2),
        staff["developer2"].pk,
        [staff["developer"].pk, staff["agent2"].pk],
    )
    agent = actor_of(staff["agent"])
    found = actions.call_consultation(agent, ticket.number, facts, at=at, submission="demo-consult-two-0123456")
    actions.answer_invitation(actor_of(staff["developer"]), found.number, "", accepts=True, at=at + timedelta(hours=1))


def _visit(staff: dict[str, User], ticket: Ticket, head: Actor, now: datetime) -> None:
    today = now.astimezone(DESK_ZONE).date()
    manager = actor_of(staff["manager"])
    facts = VisitFacts(
        staff["developer"].pk, today + timedelta(days=6), "现场复核结算性能，交付专项解决方案。", 860_000
    )
    at = now - timedelta(hours=30)
    actions.propose_visit(manager, ticket.number, facts, at=at, submission="demo-visit-0123456789")
    # One was made already: signed by both, it is owed.
    facts = VisitFacts(staff["developer"].pk, at.astimezone(DESK_ZONE).date(), "现场采集执行计划与等待事件。", 360_000)
    early = at - timedelta(hours=1)
    made_visit = actions.propose_visit(manager, ticket.number, facts, at=early, submission="demo-visit-made-012345")
    actions.agree_visit(head, made_visit.number, head.name, at=early + timedelta(minutes=20))
    actions.make_visit(actor_of(staff["developer"]), made_visit.number, at=at)
    file = SimpleUploadedFile("结算性能专项方案.txt", "一、现状；二、原因；三、步骤与回退；四、验证。".encode())
    developer = actor_of(staff["developer"])
    told = (ticket.number, "结算性能专项解决方案", "初稿", [file])
    made = actions.write_solution(developer, *told, at=at, submission="demo-solution-0123456789")
    actions.approve(manager, made.solution.number, 1, at=at + timedelta(hours=2))
