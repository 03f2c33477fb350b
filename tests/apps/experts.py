"""Certified experts, a consultation on its way, a visit: for those who try them."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.consultations import actions
from shouwen.apps.consultations.models import Certificate, Consultation, ExpertVisit, SolutionVersion
from tests.cast import Cast, at

ISSUED, EXPIRES = date(2025, 1, 1), date(2026, 12, 31)
VISIT_ON = date(2026, 3, 10)


def certified(cast: Cast, who: str, expires: date = EXPIRES) -> None:
    facts = actions.CertificateFacts(f"JXD-{who}-{expires}", ISSUED, expires, "深圳总部", "住院与医保")
    actions.register_certificate(cast.actor("manager"), cast.users[who].pk, facts, at=at(0))


def experts(cast: Cast) -> None:
    for who in ("developer", "agent2", "pm2"):
        certified(cast, who)


def facts(cast: Cast, **more: object) -> actions.CallFacts:
    people = {"chair_id": cast.users["developer"].pk, "members": [cast.users["agent2"].pk, cast.users["pm2"].pk]}
    told = {"question": "结算慢，是否索引问题？", "meets_at": at(60)} | people | more
    return actions.CallFacts(**told)  # type: ignore[arg-type]


def called(cast: Cast, key: str = "k") -> Consultation:
    experts(cast)
    number = cast.report(key=key).number
    return actions.call_consultation(
        cast.actor("agent"), number, facts(cast), at=at(5), submission=f"{key}-call-0123456"
    )


def heard(cast: Cast) -> Consultation:
    """Two come, one does not; both have said what they think."""
    found = called(cast)
    for who in ("developer", "agent2"):
        actions.answer_invitation(cast.actor(who), found.number, "", accepts=True, at=at(10))
        actions.give_opinion(cast.actor(who), found.number, f"{who}：先看执行计划。", at=at(70))
    actions.answer_invitation(cast.actor("pm2"), found.number, "出差", accepts=False, at=at(11))
    return found


def concluded(cast: Cast) -> Consultation:
    found = heard(cast)
    return actions.conclude(cast.actor("developer"), found.number, "缺索引。", "今晚补建，明早复核。", at=at(90))


def signed(cast: Cast) -> Consultation:
    found = concluded(cast)
    actions.sign_minutes(cast.actor("agent2"), found.number, at=at(91))
    return actions.sign_minutes(cast.actor("developer"), found.number, at=at(92))


def proposed(cast: Cast, key: str = "k", on: date = VISIT_ON) -> ExpertVisit:
    if not Certificate.objects.exists():
        certified(cast, "developer")
    told = actions.VisitFacts(cast.users["developer"].pk, on, "现场分析结算性能，给出专项方案。", 500_000)
    number = cast.report(key=key).number
    return actions.propose_visit(cast.actor("pm"), number, told, at=at(5), submission=f"{key}-visit-0123456789")


def agreed(cast: Cast) -> ExpertVisit:
    visit = proposed(cast)
    return actions.agree_visit(cast.actor("hospital_a"), visit.number, "甲主任", at=at(30))


def written(cast: Cast, number: str | None = None, key: str = "k") -> SolutionVersion:
    card = number or cast.report(key=key).number
    file = SimpleUploadedFile("方案.txt", "先备份，再重建索引。".encode())
    told = ("结算性能专项方案", "初稿", [file])
    return actions.write_solution(cast.actor("developer"), card, *told, at=at(40), submission=f"{key}-file-0123456789")


def approved(cast: Cast) -> SolutionVersion:
    found = written(cast)
    return actions.approve(cast.actor("manager"), found.solution.number, 1, at=at(50))


TODAY = VISIT_ON - timedelta(days=7)
