"""Acts on urgent responses, rulings, and what is paid, as `acts.py` has the others."""

from collections.abc import Callable
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.agreements import actions as agreements
from shouwen.apps.agreements.actions.renewal import covered_until
from shouwen.apps.agreements.models import Document, EndWarning, Instalment, Line, PaidPeriod
from shouwen.apps.settings.actions import change_setting
from shouwen.apps.settings.queries import value
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.models import Ruling, Ticket, UrgentCall, Verdict
from shouwen.policy.setting import UNPAID_COVER
from tests.cast import Cast, at

Step = Callable[[Cast, str, str], object]
EVIDENCE = actions.Evidence("新建处方，退费后仍可发药。", "需求规格 4.2.7", "5.2.1")
A_DAY = 24 * 60


def urgent_named(cast: Cast, _number: str, _key: str) -> object:
    return PaidPeriod.objects.filter(line=cast.line).update(special=["urgent"], urgent_quota=999)


def ask_urgent(cast: Cast, number: str, _key: str) -> object:
    return actions.ask_urgent(cast.actor("hospital_a"), number, "病区全停", at=at(3))


def report_urgent(cast: Cast, _number: str, key: str) -> object:
    said = actions.Report(answer="workstation", text="打印机不出纸，病区全停")
    return actions.report_urgent(cast.actor("hospital_a"), said, at=at(3), submission=f"{key}-0123456789abcdef")


def ask_by_quote(cast: Cast, number: str, _key: str) -> object:
    return actions.ask_urgent(cast.actor("hospital_a"), number, "病区全停", at=at(3), by_quote=True)


def accept_urgent(cast: Cast, number: str, _key: str) -> object:
    return actions.accept_urgent(cast.actor("agent"), number, "马上到", at=at(4))


def decline_urgent(cast: Cast, number: str, _key: str) -> object:
    return actions.decline_urgent(cast.actor("agent"), number, "已在路上", at=at(4))


def end_urgent(cast: Cast, number: str, _key: str) -> object:
    return actions.end_urgent(cast.actor("hospital_a"), number, "好了", at=at(5))


def quote_confirmed(_cast: Cast, number: str, _key: str) -> object:
    return actions.quote_confirmed(Ticket.objects.get(number=number).pk, "BJ-1", at=at(5))


def tell_urgent(_cast: Cast, number: str, _key: str) -> object:
    return actions.tell_urgent(UrgentCall.objects.get(ticket__number=number).pk, at=at(A_DAY))


def propose_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.propose_ruling(cast.actor("agent"), number, "inherent_defect", EVIDENCE, "两家都有", at=at(5))


def withdraw_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.withdraw_ruling(cast.actor("agent"), number, "证据不足", at=at(6))


def decide_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.decide_ruling(cast.actor("developer"), number, "inherent_defect", "不符规格", at=at(6))


def rule_against(cast: Cast, number: str, _key: str) -> object:
    """Only what is not in its favour a hospital may appeal against."""
    return actions.decide_ruling(cast.actor("developer"), number, "misuse", "操作日志", at=at(6))


def appeal_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.appeal_ruling(cast.actor("hospital_a"), number, "不同意", at=at(7))


def finalise_ruling(cast: Cast, number: str, _key: str) -> object:
    return actions.finalise_ruling(cast.actor("manager"), number, "misuse", "维持", at=at(8))


def tell_ruling(_cast: Cast, number: str, _key: str) -> object:
    return actions.tell_ruling(Ruling.objects.get(ticket__number=number).pk, at=at(9 * A_DAY))


def line_of(cast: Cast) -> Line:
    return Line.objects.prefetch_related("paid_periods").get(pk=cast.line.pk)


def period_of(cast: Cast) -> PaidPeriod:
    return PaidPeriod.objects.filter(line=cast.line).order_by("pk")[0]


def set_fee(cast: Cast, _number: str, _key: str) -> object:
    period = period_of(cast)
    Instalment.objects.filter(period=period).delete()
    parts = [agreements.Part(date(2026, 1, 10), 4_000_000), agreements.Part(date(2026, 7, 10), 4_000_000)]
    return agreements.set_fee(cast.actor("pm"), cast.line.agreement_id, period.pk, parts, at=at(2))


def instalment_of(cast: Cast) -> int:
    return Instalment.objects.filter(period=period_of(cast)).order_by("number")[0].pk


def record_payment(cast: Cast, _number: str, _key: str) -> object:
    paid = date(2026, 2, 1)
    agreement, part = cast.line.agreement_id, instalment_of(cast)
    return agreements.record_payment(cast.actor("finance"), agreement, part, paid, "SJ-1", at=at(3))


def undo_payment(cast: Cast, _number: str, _key: str) -> object:
    agreement, part = cast.line.agreement_id, instalment_of(cast)
    return agreements.undo_payment(cast.actor("finance"), agreement, part, "记错", at=at(4))


def may_stop(cast: Cast, _number: str, _key: str) -> object:
    if value(UNPAID_COVER, at(2)) == "may_stop":
        return None
    return change_setting(cast.actor("manager"), "unpaid_cover", "may_stop", "试", at=at(1))


def stop_cover(cast: Cast, _number: str, _key: str) -> object:
    PaidPeriod.objects.filter(pk=period_of(cast).pk).update(stops=[])
    agreement, period = cast.line.agreement_id, period_of(cast).pk
    return agreements.stop_cover(cast.actor("finance"), agreement, period, date(2026, 3, 4), "逾期两月", at=at(5))


def resume_cover(cast: Cast, _number: str, _key: str) -> object:
    agreement, period = cast.line.agreement_id, period_of(cast).pk
    return agreements.resume_cover(cast.actor("finance"), agreement, period, date(2026, 3, 5), "已付", at=at(6))


def renew(cast: Cast, _number: str, _key: str) -> object:
    facts = agreements.PeriodFacts(None, covered_until(line_of(cast)) + timedelta(days=365), ["online"])
    return agreements.renew(
        cast.actor("pm"), cast.line.agreement_id, cast.line.pk, "from_lapse", facts, "续签", at=at(7)
    )


def name_engineer(cast: Cast, _number: str, _key: str) -> object:
    cast.line.agreement.refresh_from_db()
    other = "agent" if cast.line.agreement.engineer_id == cast.users["resident"].pk else "resident"
    return agreements.name_engineer(cast.actor("pm"), cast.line.agreement_id, cast.users[other].pk, at=at(8))


def add_document(cast: Cast, _number: str, key: str) -> object:
    upload = SimpleUploadedFile("合同.txt", f"合同正本 {key}".encode())
    return agreements.add_document(cast.actor("pm"), cast.line.agreement_id, "合同正本", [upload], at=at(9))


def withdraw_document(cast: Cast, _number: str, _key: str) -> object:
    row = Document.objects.filter(withdrawn_at=None).latest("pk")
    return agreements.withdraw_document(cast.actor("pm"), cast.line.agreement_id, row.pk, at=at(10))


def ends_soon(cast: Cast, _number: str, _key: str) -> object:
    EndWarning.objects.all().delete()
    return PaidPeriod.objects.filter(line=cast.line).update(ends_on=date(2026, 3, 20))


def warn_of_end(cast: Cast, _number: str, _key: str) -> object:
    return agreements.warn_of_end(cast.line.pk, date(2026, 3, 3), at=at(11))


def lapsed_before(_cast: Cast, number: str, _key: str) -> object:
    """The card was accepted without cover; then the period goes on, unnoticed by any event."""
    Verdict.objects.filter(ticket__number=number).update(charge="quote")
    return None


def judge_anew(_cast: Cast, number: str, _key: str) -> object:
    return actions.judge_anew(Ticket.objects.get(number=number).pk, "agreement.renewed", at=at(9))


ASKED = (urgent_named, ask_urgent)
RULED = (propose_ruling, rule_against, appeal_ruling)
BY_STEPS: dict[str, tuple[Step, ...]] = {
    "ask_urgent": ASKED,
    "report_urgent": (urgent_named, report_urgent),
    "accept_urgent": (*ASKED, accept_urgent),
    "decline_urgent": (*ASKED, decline_urgent),
    "end_urgent": (*ASKED, accept_urgent, end_urgent),
    "quote_confirmed": (ask_by_quote, quote_confirmed),
    "tell_urgent": (*ASKED, accept_urgent, tell_urgent),
    "propose_ruling": (propose_ruling,),
    "withdraw_ruling": (propose_ruling, withdraw_ruling),
    "decide_ruling": (*ASKED, accept_urgent, propose_ruling, decide_ruling),
    "appeal_ruling": RULED,
    "finalise_ruling": (*RULED, finalise_ruling),
    "tell_ruling": (propose_ruling, tell_ruling),
    "judge_anew": (lapsed_before, judge_anew),
    "set_fee": (set_fee,),
    "record_payment": (set_fee, record_payment),
    "undo_payment": (set_fee, record_payment, undo_payment),
    "stop_cover": (may_stop, set_fee, stop_cover),
    "resume_cover": (may_stop, set_fee, stop_cover, resume_cover),
    "renew": (renew,),
    "name_engineer": (name_engineer,),
    "add_document": (add_document,),
    "withdraw_document": (add_document, withdraw_document),
    "warn_of_end": (ends_soon, warn_of_end),
}
