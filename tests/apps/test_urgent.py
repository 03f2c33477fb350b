"""限次加急响应: four a year, each unit in the books twice, never a fifth without a quote."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shouwen.apps.agreements.models import Line, PaidPeriod
from shouwen.apps.agreements.queries import pools
from shouwen.apps.notices.models import Notice
from shouwen.apps.settings.actions import change_setting
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.actions.resolution import Remedy
from shouwen.apps.tickets.actions.urgent import promise_at
from shouwen.apps.tickets.jobs import tell_terms
from shouwen.apps.tickets.models import Ticket, UnitEntry, UrgentCall
from shouwen.apps.tickets.unit_moves import balance_of
from shouwen.apps.tickets.urgent_units import Units, used_of
from shouwen.policy.refusal import Refused
from shouwen.policy.unit_book import Balance
from tests.cast import MORNING, Cast, at

TODAY = date(2026, 3, 3)
MIDNIGHT = datetime(2026, 3, 3, 16, 0, tzinfo=UTC)


def named(cast: Cast) -> Line:
    """The line's paid period names the urgent response."""
    PaidPeriod.objects.filter(line=cast.line).update(special=["urgent"])
    return Line.objects.prefetch_related("paid_periods").get(pk=cast.line.pk)


def asked(cast: Cast, key: str = "k", minutes: float = 1) -> Ticket:
    ticket = cast.report(key=key)
    actions.ask_urgent(cast.actor("hospital_a"), ticket.number, "病区全停，医生在等。", at=at(minutes))
    return ticket


def accepted(cast: Cast, key: str = "k") -> Ticket:
    ticket = asked(cast, key)
    actions.accept_urgent(cast.actor("agent"), ticket.number, "马上安排。", at=at(3))
    return ticket


def there(cast: Cast, ticket: Ticket, minutes: float = 60) -> Ticket:
    actions.dispatch(cast.actor("agent"), ticket.number, cast.users["resident"].pk, "加急", at=at(4))
    actions.arrive(cast.actor("resident"), ticket.number, at=at(minutes))
    ticket.refresh_from_db()
    return ticket


def book(line: Line) -> Balance:
    [pool] = pools(line, TODAY)
    return balance_of(pool)


def verdict(ticket: Ticket) -> str:
    return ticket.verdicts.latest("pk").charge


def refusal(do: object) -> str:
    with pytest.raises(Refused) as refused:
        do()  # type: ignore[operator]
    return refused.value.code


def test_reserved_on_acceptance_used_on_arrival(cast: Cast) -> None:
    line = named(cast)
    ticket = asked(cast)
    assert (book(line), used_of([line], TODAY)) == (Balance(4, 0, 0), {line.pk: Units(4, 0)})
    actions.accept_urgent(cast.actor("agent"), ticket.number, "", at=at(3))
    ticket.refresh_from_db()
    assert (book(line), ticket.service, verdict(ticket)) == (Balance(3, 1, 0), "urgent", "quota")
    there(cast, ticket)
    call = UrgentCall.objects.get()
    assert (book(line), call.state, call.due_at) == (Balance(3, 0, 1), "arrived", MIDNIGHT)
    assert used_of([line], TODAY) == {line.pk: Units(4, 1)}
    kinds = set(Notice.objects.filter(person=cast.users["hospital_a"]).values_list("kind", flat=True))
    assert "urgent_accepted" in kinds


def test_a_fifth_needs_a_quote_and_the_answer_says_so(cast: Cast) -> None:
    line = named(cast)
    for number in range(4):
        accepted(cast, f"n{number}")
    fifth = cast.report(key="fifth")
    head, agent = cast.actor("hospital_a"), cast.actor("agent")
    assert refusal(lambda: actions.ask_urgent(head, fifth.number, "还要", at=at(9))) == "urgent.quote_needed"
    call = actions.ask_urgent(head, fifth.number, "还要，可以报价", at=at(9), by_quote=True)
    assert (call.needs_quote, book(line)) == (True, Balance(0, 4, 0))
    assert refusal(lambda: actions.accept_urgent(agent, fifth.number, "", at=at(10))) == "urgent.quote_needed"
    assert actions.quote_confirmed(fifth.pk, "BJ-1", at=at(20))
    actions.accept_urgent(agent, fifth.number, "", at=at(21))
    fifth.refresh_from_db()
    assert (verdict(fifth), book(line)) == ("quote", Balance(0, 4, 0))
    there(cast, fifth)
    assert (UrgentCall.objects.latest("pk").state, book(line)) == ("arrived", Balance(0, 4, 0))


def test_a_unit_that_came_back_meanwhile_needs_no_quote(cast: Cast) -> None:
    line = named(cast)
    first = accepted(cast, "n0")
    for number in range(1, 4):
        accepted(cast, f"n{number}")
    fifth = cast.report(key="fifth")
    actions.ask_urgent(cast.actor("hospital_a"), fifth.number, "等报价", at=at(9), by_quote=True)
    actions.end_urgent(cast.actor("hospital_a"), first.number, "好了", at=at(10))
    actions.accept_urgent(cast.actor("agent"), fifth.number, "", at=at(11))
    assert (verdict(fifth), book(line)) == ("quota", Balance(0, 4, 0))


def test_too_late_gives_the_unit_back_by_itself(cast: Cast) -> None:
    line = named(cast)
    ticket = accepted(cast)
    before = ticket.service
    assert tell_terms(MIDNIGHT - timedelta(hours=6)) == 0
    assert tell_terms(MIDNIGHT - timedelta(minutes=30)) == 1
    assert tell_terms(MIDNIGHT + timedelta(seconds=3)) == 0
    assert tell_terms(MIDNIGHT + timedelta(seconds=6)) == 1
    assert tell_terms(MIDNIGHT + timedelta(days=1)) == 0
    ticket.refresh_from_db()
    call = UrgentCall.objects.get()
    assert (call.state, book(line), ticket.service) == ("missed", Balance(4, 0, 0), before)
    assert UnitEntry.objects.last().because == "missed"
    assert "quota" not in verdict(ticket)
    told = Notice.objects.filter(kind="urgent_missed").values_list("person__username", flat=True)
    assert {"manager", "pm", "hospital_a"} <= set(told)


@pytest.mark.parametrize(("minutes", "state", "used"), [(14 * 60, "arrived", 1), (14 * 60 + 1, "missed", 0)])
def test_an_arrival_counts_at_the_last_instant_and_not_after(cast: Cast, minutes: int, state: str, used: int) -> None:
    """Though the scheduler has not run."""
    line = named(cast)
    there(cast, accepted(cast), minutes)
    assert (UrgentCall.objects.get().state, book(line)) == (state, Balance(4 - used, 0, used))


def test_a_defect_gives_it_back_after_it_was_used_and_another_cause_takes_it_again(cast: Cast) -> None:
    line = named(cast)
    ticket = there(cast, accepted(cast))
    agent = cast.actor("agent")
    assert (book(line), verdict(ticket)) == (Balance(3, 0, 1), "quota")

    def cause(code: str, minutes: float) -> None:
        wanted = Classification("incident", "workstation", "limited", "urgent", code, ticket.module_id, "查明")
        actions.classify(agent, ticket.number, wanted, at=at(minutes))

    cause("inherent_defect", 70)
    assert (book(line), verdict(ticket), UnitEntry.objects.last().because) == (Balance(4, 0, 0), "free", "defect")
    cause("vendor_regression", 71)
    assert (book(line), UnitEntry.objects.count()) == (Balance(4, 0, 0), 3)
    cause("misuse", 72)
    assert (book(line), verdict(ticket)) == (Balance(3, 0, 1), "quota")
    assert [(e.source, e.target) for e in UnitEntry.objects.all()] == [
        ("available", "reserved"), ("reserved", "used"), ("used", "available"), ("available", "used"),
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["withdrawn", "cancelled", "resolved", "card_withdrawn"])
def test_nobody_had_to_come(cast: Cast, how: str) -> None:
    line = named(cast)
    ticket = accepted(cast)
    head, agent = cast.actor("hospital_a"), cast.actor("agent")
    if how == "withdrawn":
        actions.end_urgent(head, ticket.number, "自己好了", at=at(9))
    elif how == "cancelled":
        actions.end_urgent(agent, ticket.number, "医生在路上被召回", at=at(9))
    elif how == "resolved":
        actions.take(agent, ticket.number, at=at(8))
        actions.resolve(agent, ticket.number, Remedy("misuse", "插头松了。", "插紧。"), at=at(9))
    else:
        actions.withdraw(head, ticket.number, "不用了", at=at(9))
    state = "withdrawn" if how == "withdrawn" else "cancelled"
    assert (UrgentCall.objects.get().state, book(line)) == (state, Balance(4, 0, 0))
    assert verdict(ticket) != "quota"


def test_declined_takes_none_and_says_why(cast: Cast) -> None:
    line = named(cast)
    ticket = asked(cast)
    agent = cast.actor("agent")
    assert refusal(lambda: actions.decline_urgent(agent, ticket.number, " ", at=at(3))) == "text_missing"
    call = actions.decline_urgent(agent, ticket.number, "一级故障按标准已在路上，不必占用次数。", at=at(3))
    assert (call.state, book(line), UnitEntry.objects.count()) == ("declined", Balance(4, 0, 0), 0)
    assert refusal(lambda: actions.accept_urgent(agent, ticket.number, "", at=at(4))) == "urgent.none"
    # It may be asked for again.
    actions.ask_urgent(cast.actor("hospital_a"), ticket.number, "更急了", at=at(5))


def test_who_may_ask_and_assess(cast: Cast) -> None:
    named(cast)
    ticket = cast.report()
    for name in ("ward_a", "finance", "auditor"):
        assert refusal(lambda name=name: actions.ask_urgent(cast.actor(name), ticket.number, "x", at=at(1))) in {
            "not_your_role", "absent",
        }  # fmt: skip
    assert refusal(lambda: actions.ask_urgent(cast.actor("hospital_b"), ticket.number, "x", at=at(1))) == "absent"
    actions.ask_urgent(cast.actor("agent"), ticket.number, "电话里说的", at=at(1))
    assert UrgentCall.objects.get().by_phone
    assert refusal(lambda: actions.ask_urgent(cast.actor("hospital_a"), ticket.number, "x", at=at(1))) == "urgent.open"
    for name in ("hospital_a", "finance"):
        assert refusal(lambda name=name: actions.accept_urgent(cast.actor(name), ticket.number, "", at=at(2))) == (
            "not_your_role"
        )


@pytest.mark.parametrize(
    ("hour", "due"),
    [(17, MIDNIGHT), (18, MIDNIGHT), (19, MORNING + timedelta(hours=13)), (22, MORNING + timedelta(hours=16))],
)
def test_the_real_promise(cast: Cast, hour: int, due: datetime) -> None:
    """Asked until 18:00: the same day; later: four hours, told before it is sent."""
    named(cast)
    when = MORNING + timedelta(hours=hour - 10)
    assert promise_at(when) == due
    ticket = cast.report()
    call = actions.ask_urgent(cast.actor("hospital_a"), ticket.number, "急", at=when)
    assert call.due_at == due


def test_the_settings_take_effect(cast: Cast) -> None:
    named(cast)
    evening = MORNING + timedelta(hours=7)
    manager = cast.actor("manager")
    change_setting(manager, "urgent_until", "16", "试", at=at(1))
    change_setting(manager, "urgent_late_hours", "2", "试", at=at(1))
    assert promise_at(evening) == evening + timedelta(hours=2)
    change_setting(manager, "urgent_until", "20", "试", at=at(2))
    assert promise_at(evening) == MIDNIGHT


def test_a_card_becomes_urgent_only_by_a_call(cast: Cast) -> None:
    named(cast)
    ticket = cast.report()
    wanted = Classification("incident", "workstation", "limited", "urgent", "unknown", None, "")
    assert refusal(lambda: actions.classify(cast.actor("agent"), ticket.number, wanted, at=at(2))) == "urgent.by_call"


def test_reported_and_asked_for_in_one_step(cast: Cast) -> None:
    line, head = named(cast), cast.actor("hospital_a")
    said = actions.Report(answer="department", text="病区全停，医生在等。" * 60)
    key = {"at": at(1), "submission": "urgent-0123456789abcdef"}
    first = actions.report_urgent(head, said, **key)
    assert actions.report_urgent(head, said, **key).pk == first.pk
    call = UrgentCall.objects.get()
    assert (call.ticket, call.state, call.due_at, len(call.words)) == (first, "asked", MIDNIGHT, 500)
    actions.accept_urgent(cast.actor("agent"), first.number, "马上安排。", at=at(3))
    assert book(line) == Balance(3, 1, 0)
    # Without a unit there is neither a card nor a call, but for who wants a quote.
    PaidPeriod.objects.filter(line=cast.line).update(urgent_quota=1)
    more = {"at": at(5), "submission": "second-0123456789abcdef"}
    assert refusal(lambda: actions.report_urgent(head, said, **more)) == "urgent.quote_needed"
    assert (Ticket.objects.count(), UrgentCall.objects.count()) == (1, 1)
    actions.report_urgent(head, said, by_quote=True, **more)
    assert UrgentCall.objects.get(state="asked").needs_quote
    ward = cast.actor("ward_a")
    key = {"at": at(6), "submission": "ward-0123456789abcdef"}
    assert refusal(lambda: actions.report_urgent(ward, said, **key)) == "not_your_role"
