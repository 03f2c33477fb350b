"""Agreements: written down, lengthened, ended; and yesterday's cards keep what they were promised."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shouwen.apps.agreements import actions, book
from shouwen.apps.agreements.actions import Dates, LineFacts, PeriodFacts
from shouwen.apps.agreements.models import Agreement, Line
from shouwen.apps.installations.models import Module
from shouwen.apps.ledger.models import Event
from shouwen.apps.search.queries import find
from shouwen.apps.tickets import actions as cards
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.apps.tickets.models import Ticket
from shouwen.apps.tickets.urgent_units import Units, used_of
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
SIGNED, STARTED, TODAY = date(2025, 1, 10), date(2025, 3, 1), date(2026, 3, 3)


def refusal(do: Callable[..., object], *args: Any, **kwargs: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code, caught.value.facts.get("field")


def add(cast: Cast, by: str = "manager", dates: Dates | None = None, number: str = "HT-9") -> Agreement:
    given = dates or Dates(SIGNED, STARTED)
    return actions.add_agreement(cast.actor(by), cast.other_hospital.pk, number, given, at=at(0))


def with_line(cast: Cast, **facts: Any) -> Line:
    return actions.add_line(cast.actor("manager"), add(cast).pk, LineFacts(**facts), at=at(1))


def told(agreement: Agreement) -> list[tuple[str, dict[str, Any]]]:
    rows = Event.objects.filter(subject_kind="agreement", subject_id=agreement.pk).order_by("seq")
    return [(event.code.removeprefix("agreement."), event.data) for event in rows]


def test_a_line_is_free_for_a_year_from_the_day_of_its_basis(cast: Cast) -> None:
    line = with_line(cast, special=["urgent"])
    assert (line.basis, line.free_from, line.free_until) == ("implementation", STARTED, date(2026, 3, 1))
    codes = [code for code, _data in told(line.agreement)]
    assert codes == ["added", "line_added"]
    assert told(line.agreement)[1][1]["free_until"] == "2026-03-01"


def test_a_basis_without_its_day_says_so(cast: Cast) -> None:
    agreement, manager = add(cast), cast.actor("manager")
    facts = LineFacts(basis="go_live")
    assert refusal(actions.add_line, manager, agreement.pk, facts, at=at(1)) == ("basis_date_missing", "basis")
    own = LineFacts(basis="go_live", free_from=date(2025, 6, 1))
    assert actions.add_line(manager, agreement.pk, own, at=at(1)).free_until == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (LineFacts(module_id=999), ("absent", "module")),
        (LineFacts(campus_id=999), ("absent", "campus")),
        (LineFacts(basis="moon"), ("unknown_choice", "basis")),
        (LineFacts(special=["remote"]), ("unknown_choice", "special")),
        (LineFacts(urgent_quota=500), ("number_range", "urgent_quota")),
        (LineFacts(grace_days=-1), ("number_range", "grace_days")),
    ],
)
def test_a_wrong_line_names_its_field(cast: Cast, facts: LineFacts, expected: tuple[str, str]) -> None:
    assert refusal(actions.add_line, cast.actor("manager"), add(cast).pk, facts, at=at(1)) == expected


def test_numbers_are_given_once_and_days_follow_one_another(cast: Cast) -> None:
    add(cast)
    assert refusal(add, cast) == ("already_there", "number")
    assert refusal(add, cast, dates=Dates(None)) == ("text_missing", "signed_on")
    backwards = Dates(SIGNED, STARTED, go_live_on=SIGNED)
    assert refusal(add, cast, dates=backwards, number="HT-8") == ("dates_order", "go_live_on")


@pytest.mark.parametrize("who", ["agent", "resident", "developer", "finance", "auditor", "hospital_b"])
def test_others_read_but_do_not_write(cast: Cast, who: str) -> None:
    assert refusal(add, cast, by=who) == ("not_your_role", None)


def test_an_account_manager_writes_for_his_own_hospitals(cast: Cast) -> None:
    assert refusal(add, cast, by="pm") == ("absent", "hospital")
    assert add(cast, by="pm2").number == "HT-9"


def test_changed_days_stand_before_and_after_in_the_ledger_and_lines_keep_theirs(cast: Cast) -> None:
    line = with_line(cast)
    actions.change_dates(cast.actor("manager"), line.agreement_id, Dates(SIGNED, date(2025, 4, 1)), at=at(2))
    line.refresh_from_db()
    assert told(line.agreement)[-1] == (
        "dates_changed",
        {"before": {"started_on": "2025-03-01"}, "after": {"started_on": "2025-04-01"}},
    )
    assert line.free_from == STARTED


def report(cast: Cast, key: str = "b") -> Ticket:
    return cast.report(by="hospital_b", key=key, minutes=5)


def test_the_end_of_the_free_phase_is_moved_with_a_reason_and_old_verdicts_stay(cast: Cast) -> None:
    line = with_line(cast)
    before = report(cast, "before")
    manager = cast.actor("manager")
    args = (manager, line.agreement_id, line.pk)
    assert refusal(actions.change_free_end, *args, date(2026, 6, 1), "", at=at(6)) == ("text_missing", "reason")
    assert refusal(actions.change_free_end, *args, date(2024, 6, 1), "x", at=at(6)) == (
        "until_before_since",
        "free_until",
    )
    actions.change_free_end(*args, date(2026, 6, 1), "院方停工三个月", at=at(6))
    after = report(cast, "after")
    # What was said stays; beside it the open card is judged anew, for the day is free now.
    assert [list(each.verdicts.order_by("pk").values_list("charge", flat=True)) for each in (before, after)] == [
        ["quote", "free"],
        ["free"],
    ]
    data = told(line.agreement)[-1][1]
    assert (data["before"], data["after"], data["backdated"]) == ("2026-03-01", "2026-06-01", True)
    # The words stand on the row, where they can be covered; a chain keeps for ever.
    line.refresh_from_db()
    assert ("reason" in data, line.free_until_because) == (False, "院方停工三个月")


def test_a_paid_period_covers_what_comes_after_it(cast: Cast) -> None:
    line = with_line(cast)
    manager = cast.actor("manager")
    facts = PeriodFacts(date(2026, 3, 2), date(2027, 3, 1), ["online", "onsite"], ["urgent"], True, 6)
    assert report(cast, "before").verdicts.get().cover == "lapsed"
    period = actions.add_period(manager, line.agreement_id, line.pk, facts, at=at(6))
    assert (period.services, period.special, report(cast, "after").verdicts.get().charge) == (
        ["onsite", "online"],
        ["urgent"],
        "included",
    )
    assert used_of([line], TODAY) == {line.pk: Units(6, 0)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (PeriodFacts(None, TODAY), ("text_missing", "starts_on")),
        (PeriodFacts(TODAY, None), ("text_missing", "ends_on")),
        (PeriodFacts(TODAY, SIGNED, ["online"]), ("until_before_since", "ends_on")),
        (PeriodFacts(TODAY, TODAY), ("text_missing", "services")),
        (PeriodFacts(TODAY, TODAY, ["urgent"]), ("unknown_choice", "services")),
        (PeriodFacts(TODAY, TODAY, ["online"], ["online"]), ("unknown_choice", "special")),
        (PeriodFacts(TODAY, TODAY, ["online"], urgent_quota=999), ("number_range", "urgent_quota")),
    ],
)
def test_a_wrong_period_names_its_field(cast: Cast, facts: PeriodFacts, expected: tuple[str, str]) -> None:
    line = with_line(cast)
    manager = cast.actor("manager")
    assert refusal(actions.add_period, manager, line.agreement_id, line.pk, facts, at=at(2)) == expected


def test_a_card_of_a_line_with_own_targets_has_them_and_earlier_cards_do_not(cast: Cast) -> None:
    line = with_line(cast)
    before = report(cast, "before")
    minutes = {"response_4": 20, "resolution_4": 240, "arrival": 90, "response_1": None}
    actions.set_targets(cast.actor("manager"), line.agreement_id, line.pk, minutes, at=at(4))
    after = report(cast, "after")
    found = [dict(each.clocks.values_list("kind", "target_minutes")) for each in (before, after)]
    assert found == [{"response": 60, "resolution": 24 * 60}, {"response": 20, "resolution": 240}]
    assert (after.agreement_line, after.promise["arrival_covered"]["minutes"]) == (line, 90)
    own = {"response": {"4": 20}, "resolution": {"4": 240}, "arrival": 90}
    assert told(line.agreement)[-1] == ("targets_changed", {"line": line.pk, "before": {}, "after": own})


@pytest.mark.parametrize(("name", "minutes"), [("response_3", 61), ("resolution_1", 0), ("arrival", 10**6)])
def test_no_target_is_beyond_the_ceiling_or_nothing(cast: Cast, name: str, minutes: int) -> None:
    line = with_line(cast)
    args = (cast.actor("manager"), line.agreement_id, line.pk)
    assert refusal(actions.set_targets, *args, {name: minutes}, at=at(2)) == ("number_range", name)


def test_a_terminated_agreement_ends_all_its_lines_and_is_closed_to_changes(cast: Cast) -> None:
    line = with_line(cast)
    manager = cast.actor("manager")
    args = (manager, line.agreement_id)
    assert refusal(actions.terminate, *args, on=date(2024, 1, 1), reason="x", at=at(2)) == ("before_signing", "on")
    actions.terminate(*args, on=TODAY, reason="并入集团", at=at(2))
    line.refresh_from_db()
    assert (line.terminated_on, line.agreement.termination_reason) == (TODAY, "并入集团")
    assert report(cast).verdicts.get().phase == "terminated"
    assert refusal(actions.add_line, *args, LineFacts(), at=at(3)) == ("agreement.terminated", None)
    assert refusal(actions.terminate, *args, on=TODAY, reason="x", at=at(3)) == ("agreement.terminated", None)


def test_overlapping_lines_are_told_and_the_most_favourable_counts(cast: Cast) -> None:
    line = with_line(cast)
    manager = cast.actor("manager")
    module = LineFacts(module_id=cast.module.pk, free_from=date(2026, 1, 1))
    second = actions.add_line(manager, line.agreement_id, module, at=at(2))
    other = Module.objects.create(code="lis", name_zh="检验", name_en="LIS", group="tech")
    actions.add_line(manager, line.agreement_id, LineFacts(module_id=other.pk), at=at(2))
    kept = book.of_hospital(cast.other_hospital.pk, TODAY)
    every = [each.line for _agreement, lines in kept for each in lines]
    assert [each.pk for each in book.line_now(second, TODAY, every).overlaps] == [line.pk]
    ticket = report(cast)
    assert (ticket.verdicts.get().line, ticket.verdicts.get().charge) == (second, "free")


def test_the_list_is_narrowed_by_state_and_by_what_ends_soon(cast: Cast) -> None:
    line = with_line(cast)
    actor = cast.actor("finance")

    def found(**asked: Any) -> list[str]:
        return [row.agreement.number for row in book.agreements(actor, TODAY, **asked).rows]

    assert found() == ["HT-9", "HT-1"]
    assert (found(state="paid.lapsed"), found(state="paid.valid"), found(within=30)) == (["HT-9"], ["HT-1"], [])
    line.free_until = date(2026, 3, 20)
    line.save()
    assert (found(within=30), found(text="二院"), found(text="HT-1")) == (["HT-9"], ["HT-9"], ["HT-1"])
    assert [row.agreement.number for row in book.agreements(cast.actor("pm"), TODAY).rows] == ["HT-1"]


def test_a_unit_comes_back_when_the_cause_is_ours(cast: Cast) -> None:
    line = with_line(cast, special=["urgent"], free_from=date(2025, 6, 1))
    for number, cause in enumerate(("unknown", "inherent_defect")):
        ticket = report(cast, f"u{number}")
        cards.ask_urgent(cast.actor("hospital_b"), ticket.number, "急", at=at(6))
        cards.accept_urgent(cast.actor("agent"), ticket.number, "", at=at(7))
        if cause != "unknown":
            wanted = Classification("incident", "workstation", "limited", "urgent", cause, None, "")
            cards.classify(cast.actor("agent"), ticket.number, wanted, at=at(8))
    assert used_of([line], TODAY) == {line.pk: Units(4, 1)}
    assert used_of([line], date(2026, 7, 1)) == {}


def test_a_card_of_an_unknown_hospital_comes_to_its_own(cast: Cast) -> None:
    line = with_line(cast)
    actions.set_targets(cast.actor("manager"), line.agreement_id, line.pk, {"resolution_3": 300}, at=at(2))
    agent = cast.actor("agent")
    call = cards.Intake("phone", "收费打不开。", "incident", "department", "limited", caller_name="王")
    ticket = cards.take_in(agent, call, at=at(5), submission="call-0123456789abcdef")
    assert Ticket.objects.for_actor(cast.actor("hospital_b")).count() == 0
    department = cast.other_hospital.departments.order_by("pk")[0]
    said = cards.Identity(cast.other_hospital.pk, "回拨确认", department_id=department.pk, module_id=cast.module.pk)
    cards.identify(agent, ticket.number, said, at=at(9))
    ticket.refresh_from_db()
    assert (ticket.hospital, ticket.campus, ticket.department, ticket.version) == (
        cast.other_hospital, department.campus, department, "5.2.1",
    )  # fmt: skip
    assert (ticket.first_contact.username, ticket.first_contact_because) == ("agent", "took_the_word")
    assert list(ticket.verdicts.values_list("line", flat=True)) == [None, line.pk]
    assert ticket.clocks.get(kind="resolution").target_minutes == 300
    assert Ticket.objects.for_actor(cast.actor("hospital_b")).get() == ticket
    assert refusal(cards.identify, agent, ticket.number, said, at=at(10)) == ("hospital_known", None)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"hospital_id": None}, ("text_missing", "hospital")),
        ({"hospital_id": 999}, ("absent", "hospital")),
        ({"reason": " "}, ("text_missing", "reason")),
        ({"department_id": 999}, ("absent", "department")),
        ({"contact_id": 999}, ("absent", "contact")),
        ({"campus_id": 999}, ("absent", "campus")),
        ({"module_id": 999}, ("absent", "module")),
    ],
)
def test_a_wrong_identity_names_its_field(cast: Cast, said: dict[str, Any], expected: tuple[str, str]) -> None:
    agent = cast.actor("agent")
    call = cards.Intake("phone", "收费打不开。", "incident", "department", "limited")
    ticket = cards.take_in(agent, call, at=at(5), submission="call-0123456789abcdef")
    wanted = cards.Identity(**{"hospital_id": cast.hospital.pk, "reason": "回拨"} | said)
    assert refusal(cards.identify, agent, ticket.number, wanted, at=at(6)) == expected


def test_a_missed_deadline_stays_missed_when_the_hospital_is_found(cast: Cast) -> None:
    line = with_line(cast)
    actions.set_targets(cast.actor("manager"), line.agreement_id, line.pk, {"resolution_1": 10_000}, at=at(2))
    agent = cast.actor("agent")
    call = cards.Intake("phone", "全院停了。", "incident", "hospital", "stopped")
    ticket = cards.take_in(agent, call, at=at(5), submission="call-0123456789abcdef")
    cards.identify(agent, ticket.number, cards.Identity(cast.other_hospital.pk, "回拨"), at=at(5 + 241))
    ticket.refresh_from_db()
    clock = ticket.clocks.get(kind="resolution")
    assert (clock.target_minutes, clock.breached_at, ticket.agreement_line) == (240, at(245), line)


def found_by(actor: Actor, asked: str) -> list[str]:
    return [ticket.number for ticket in find(actor, asked).tickets]


def test_what_was_said_on_it_is_found_by_its_hospital(cast: Cast) -> None:
    agent, head = cast.actor("agent"), cast.actor("hospital_b")
    call = cards.Intake("phone", "结算窗口黑屏。", "incident", "department", "limited")
    ticket = cards.take_in(agent, call, at=at(5), submission="call-0123456789abcdef")
    cards.note(agent, ticket.number, "疑似显卡故障。", at=at(6), submission="note-0123456789abcdef")
    assert found_by(head, "黑屏") == []
    cards.identify(agent, ticket.number, cards.Identity(cast.other_hospital.pk, "回拨"), at=at(9))
    assert (found_by(head, "黑屏"), found_by(head, "显卡")) == ([ticket.number], [])
    assert found_by(cast.actor("pm2"), "显卡") == [ticket.number]
