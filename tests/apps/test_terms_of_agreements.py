"""What is paid and what is not, renewals, named engineers, papers, and warnings before an end."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.agreements import actions
from shouwen.apps.agreements.actions import Part, PeriodFacts
from shouwen.apps.agreements.jobs import warn_of_ends
from shouwen.apps.agreements.models import Document, EndWarning, Instalment, Line, PaidPeriod
from shouwen.apps.agreements.queries import terms
from shouwen.apps.ledger.models import Event
from shouwen.apps.notices.models import Notice
from shouwen.apps.settings.actions import change_setting
from shouwen.policy.coverage import Cover
from shouwen.policy.phases import standing
from shouwen.policy.refusal import Refused
from tests.cast import MORNING, Cast, at

TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)


def line_of(cast: Cast) -> Line:
    return Line.objects.prefetch_related("paid_periods").get(pk=cast.line.pk)


def cover(cast: Cast, day: date) -> Cover:
    return standing(terms(line_of(cast)), day).cover


def refusal(do: object) -> str:
    with pytest.raises(Refused) as refused:
        do()  # type: ignore[operator]
    return refused.value.code


def with_fee(cast: Cast) -> PaidPeriod:
    parts = [Part(date(2026, 1, 10), 4_725_001), Part(date(2026, 7, 10), 4_724_999)]
    period = PaidPeriod.objects.get(line=cast.line)
    return actions.set_fee(cast.actor("pm"), cast.line.agreement_id, period.pk, parts, at=at(1))


def test_a_fee_is_the_sum_of_its_parts_and_what_is_paid_says_by_what(cast: Cast) -> None:
    period = with_fee(cast)
    assert period.fee == 9_450_000
    first, second = period.instalments.all()
    agreement = cast.line.agreement_id
    pay = actions.record_payment
    assert refusal(lambda: pay(cast.actor("pm"), agreement, first.pk, TODAY, "", at=at(2))) == "not_your_role"
    assert refusal(lambda: pay(cast.actor("finance"), agreement, first.pk, TODAY + DAY, "", at=at(2))) == "day_to_come"
    pay(cast.actor("finance"), agreement, first.pk, date(2026, 2, 1), "SJ-88", at=at(2))
    assert list(Instalment.objects.values_list("number", "paid_on", "receipt")) == [
        (1, date(2026, 2, 1), "SJ-88"), (2, None, ""),
    ]  # fmt: skip
    assert refusal(lambda: with_fee(cast)) == "agreement.paid_already"
    actions.undo_payment(cast.actor("finance"), agreement, first.pk, "记错账户", at=at(3))
    codes = list(Event.objects.filter(subject_kind="agreement").order_by("seq").values_list("code", flat=True))
    assert codes == ["agreement.fee_set", "agreement.paid", "agreement.payment_undone"]
    assert second.paid_on is None


def test_unpaid_cover_stops_only_where_the_house_says_so_and_a_person_decides(cast: Cast) -> None:
    period = with_fee(cast)
    agreement, finance = cast.line.agreement_id, cast.actor("finance")

    def stop(on: date = TODAY, who: str = "finance") -> object:
        return actions.stop_cover(cast.actor(who), agreement, period.pk, on, "逾期两个月", at=at(5))

    assert refusal(stop) == "agreement.cover_goes_on"
    change_setting(cast.actor("manager"), "unpaid_cover", "may_stop", "财务要求", at=at(2))
    assert refusal(lambda: stop(who="pm")) == "not_your_role"
    # Yesterday's verdicts stand: nothing stops in the past.
    assert refusal(lambda: stop(TODAY - DAY)) == "day_is_past"
    assert cover(cast, TODAY) is Cover.VALID
    stop()
    assert (cover(cast, TODAY - DAY), cover(cast, TODAY), refusal(stop)) == (
        Cover.VALID, Cover.LAPSED, "agreement.stopped",
    )  # fmt: skip
    ticket = cast.report()
    assert ticket.verdicts.get().charge == "quote"
    actions.resume_cover(finance, agreement, period.pk, TODAY + 3 * DAY, "已到账", at=at(6))
    assert [cover(cast, TODAY + n * DAY) for n in (0, 2, 3)] == [Cover.LAPSED, Cover.LAPSED, Cover.VALID]


def test_nothing_is_stopped_that_is_not_overdue(cast: Cast) -> None:
    period = with_fee(cast)
    change_setting(cast.actor("manager"), "unpaid_cover", "may_stop", "财务要求", at=at(2))
    agreement, finance = cast.line.agreement_id, cast.actor("finance")
    first = period.instalments.get(number=1)
    actions.record_payment(finance, agreement, first.pk, TODAY, "", at=at(3))
    do = lambda: actions.stop_cover(finance, agreement, period.pk, TODAY, "x", at=at(4))  # noqa: E731
    assert refusal(do) == "agreement.nothing_overdue"


def test_what_was_stopped_to_its_end_has_no_grace(cast: Cast) -> None:
    PaidPeriod.objects.filter(line=cast.line).update(ends_on=date(2026, 3, 10), stops=[["2026-03-05", None]])
    assert [cover(cast, date(2026, 3, day)) for day in (4, 5, 10, 11)] == [Cover.VALID] + [Cover.LAPSED] * 3


@pytest.mark.parametrize(("how", "starts_on", "gap"), [("from_lapse", date(2026, 2, 1), 0), ("anew", TODAY, 30)])
def test_a_lapsed_line_is_renewed(cast: Cast, how: str, starts_on: date, gap: int) -> None:
    PaidPeriod.objects.filter(line=cast.line).update(ends_on=date(2026, 1, 31))
    facts = PeriodFacts(None if how == "from_lapse" else TODAY, date(2027, 1, 31), ["online"])
    period = actions.renew(cast.actor("pm"), cast.line.agreement_id, cast.line.pk, how, facts, "", at=at(9))
    data = Event.objects.get(code="agreement.renewed").data
    assert (period.starts_on, data["gap_days"], data["backdated"]) == (starts_on, gap, how == "from_lapse")


def test_a_renewal_begins_after_what_is_covered(cast: Cast) -> None:
    facts = PeriodFacts(TODAY, date(2027, 12, 31), ["online"])
    do = lambda: actions.renew(cast.actor("pm"), cast.line.agreement_id, cast.line.pk, "anew", facts, "", at=at(9))  # noqa: E731
    assert refusal(do) == "renewal_before_end"


def told() -> set[str]:
    return set(Notice.objects.filter(kind="cover_ends").values_list("person__username", flat=True))


def test_both_sides_are_told_once_at_each_step(cast: Cast) -> None:
    end = TODAY + 100 * DAY
    PaidPeriod.objects.filter(line=cast.line).update(ends_on=end)
    counts = {day: warn_of_ends(MORNING + day * DAY) for day in range(102)}
    assert [100 - day for day, count in counts.items() if count] == [90, 60, 30, 15, 7]
    assert all(warn_of_ends(MORNING + day * DAY) == 0 for day in (10, 40, 93))
    assert told() == {"hospital_a", "pm", "pm2", "finance"}
    assert EndWarning.objects.count() == 5


def test_after_days_without_a_scheduler_only_the_nearest_step_is_told(cast: Cast) -> None:
    PaidPeriod.objects.filter(line=cast.line).update(ends_on=TODAY + 20 * DAY)
    assert [warn_of_ends(MORNING), warn_of_ends(MORNING + DAY)] == [1, 0]
    assert (EndWarning.objects.get().days, Event.objects.get(code="agreement.cover_ends").data["days"]) == (30, 20)


def test_what_is_renewed_already_ends_later(cast: Cast) -> None:
    """The cover that follows without a gap counts."""
    end = TODAY + 20 * DAY
    PaidPeriod.objects.filter(line=cast.line).update(ends_on=end)
    facts = PeriodFacts(None, end + 365 * DAY, ["online"])
    actions.renew(cast.actor("pm"), cast.line.agreement_id, cast.line.pk, "from_lapse", facts, "", at=at(1))
    assert warn_of_ends(MORNING) == 0


def test_an_engineer_by_name_and_papers(cast: Cast) -> None:
    agreement, pm = cast.line.agreement_id, cast.actor("pm")
    assert refusal(lambda: actions.name_engineer(pm, agreement, cast.users["finance"].pk, at=at(1))) == "absent"
    assert actions.name_engineer(pm, agreement, cast.users["resident"].pk, at=at(1)).engineer == cast.users["resident"]
    paper = actions.add_document(pm, agreement, "合同正本", [SimpleUploadedFile("a.txt", "正文".encode())], at=at(2))
    actions.withdraw_document(pm, agreement, paper.pk, at=at(3))
    assert refusal(lambda: actions.withdraw_document(pm, agreement, paper.pk, at=at(4))) == "absent"
    assert Document.objects.get().file.label == "a.txt"


def test_the_end_of_a_paid_period_is_moved_with_a_reason(cast: Cast) -> None:
    period, pm, agreement = PaidPeriod.objects.get(line=cast.line), cast.actor("pm"), cast.line.agreement_id
    move = lambda until, why="双方协商顺延", who=pm: actions.change_period_end(  # noqa: E731
        who, agreement, period.pk, until, why, at=at(5)
    )
    before = period.ends_on
    assert refusal(lambda: move(before)) == "nothing_changed"
    assert refusal(lambda: move(period.starts_on - DAY)) == "until_before_since"
    assert refusal(lambda: move(None)) == "text_missing"
    assert refusal(lambda: move(TODAY + DAY, "")) == "text_missing"
    assert refusal(lambda: move(TODAY + DAY, who=cast.actor("agent"))) == "not_your_role"
    move(TODAY - DAY)
    assert cover(cast, TODAY) is Cover.GRACE
    moved = move(TODAY + DAY)
    assert (moved.ends_on_because, cover(cast, TODAY), cover(cast, TODAY + 2 * DAY)) == (
        "双方协商顺延", Cover.VALID, Cover.GRACE,
    )  # fmt: skip
    told = [
        (event.data["before"], event.data["after"], event.data["backdated"])
        for event in Event.objects.filter(code="agreement.period_end_changed").order_by("seq")
    ]
    back, on = (TODAY - DAY).isoformat(), (TODAY + DAY).isoformat()
    assert told == [(before.isoformat(), back, False), (back, on, True)]
