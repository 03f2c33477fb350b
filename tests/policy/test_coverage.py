from dataclasses import replace
from datetime import date

import pytest

from shouwen.policy.catalogue import SPECIAL, Service
from shouwen.policy.clause import Clause
from shouwen.policy.coverage import (
    Agreement,
    Cause,
    Charge,
    Cover,
    PaidLine,
    Phase,
    Verdict,
    most_favourable,
    tried,
    verdict,
)
from shouwen.policy.refusal import Refused
from shouwen.policy.severity import Kind

LINE = PaidLine(first=date(2026, 3, 2), last=date(2027, 3, 1), services=frozenset({Service.ONSITE, Service.REMOTE}))
AGREEMENT = Agreement(free_from=date(2025, 3, 1), paid=(LINE,))
BARE = Agreement(free_from=date(2025, 3, 1))
FREE, PAID, GRACE, LAPSED = "2025-06-01", "2026-06-01", "2027-03-31", "2027-04-01"


def judge(
    day: str,
    *,
    agreement: Agreement | None = AGREEMENT,
    kind: Kind = Kind.INCIDENT,
    service: Service = Service.REMOTE,
    cause: Cause = Cause.UNKNOWN,
) -> Verdict:
    return verdict(agreement, date.fromisoformat(day), kind, service, cause)


def charge(day: str, **asked: object) -> tuple[str, str]:
    found = judge(day, **asked)  # type: ignore[arg-type]
    return found.charge.value, found.clauses[-1].value


def with_line(**changes: object) -> Agreement:
    return replace(AGREEMENT, paid=(replace(LINE, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "phase", "cover"),
    [
        ("2025-02-28", Phase.NOT_STARTED, Cover.NONE),
        ("2025-03-01", Phase.FREE, Cover.VALID),
        ("2026-03-01", Phase.FREE, Cover.VALID),
        ("2026-03-02", Phase.PAID, Cover.VALID),
        ("2027-03-01", Phase.PAID, Cover.VALID),
        ("2027-03-02", Phase.PAID, Cover.GRACE),
        ("2027-03-31", Phase.PAID, Cover.GRACE),
        ("2027-04-01", Phase.PAID, Cover.LAPSED),
    ],
)
def test_phase_and_cover_by_day(day: str, phase: Phase, cover: Cover):
    found = judge(day)
    assert (found.phase, found.cover) == (phase, cover)
    assert found.clauses[:2] == (f"phase.{phase}", f"cover.{cover}")


def test_there_is_no_grace_after_the_free_phase_alone():
    assert judge("2026-03-02", agreement=BARE).cover is Cover.LAPSED


@pytest.mark.parametrize(
    ("day", "phase"), [("2024-01-01", "not_started"), ("2026-05-31", "paid"), ("2026-06-01", "terminated")]
)
def test_termination_counts_from_its_own_day(day: str, phase: str):
    assert judge(day, agreement=replace(AGREEMENT, terminated_on=date(2026, 6, 1))).phase == phase


def test_termination_comes_before_all_other_states():
    early = replace(AGREEMENT, terminated_on=date(2020, 1, 1))
    for day in ("2020-01-01", FREE, PAID, GRACE, LAPSED):
        found = judge(day, agreement=early)
        assert (found.phase, found.cover, found.charge) == (Phase.TERMINATED, Cover.LAPSED, Charge.QUOTE)


def test_no_agreement_is_paid_and_lapsed_with_a_clause_that_says_so():
    found = judge(FREE, agreement=None)
    assert (found.phase, found.cover, found.charge) == (Phase.PAID, Cover.LAPSED, Charge.QUOTE)
    assert found.clauses == ("phase.paid", "cover.no_agreement", "service.remote", "charge.lapsed")
    assert charge(FREE, agreement=None, cause=Cause.INHERENT_DEFECT) == ("free", "charge.inherent_defect")


@pytest.mark.parametrize("day", ["2025-01-01", FREE, PAID, GRACE, LAPSED])
@pytest.mark.parametrize("service", Service)
def test_complaints_and_defects_are_free_whatever_the_phase_or_service(day: str, service: Service):
    assert charge(day, kind=Kind.COMPLAINT, service=service) == ("free", "charge.complaint")
    assert charge(day, cause=Cause.INHERENT_DEFECT, service=service) == ("free", "charge.inherent_defect")
    assert charge(day, cause=Cause.VENDOR_REGRESSION, service=service) == ("free", "charge.vendor_regression")


def test_before_the_first_day_everything_is_quoted():
    assert charge("2025-01-01") == ("quote", "charge.not_started")
    assert charge("2025-01-01", service=Service.SELF_SERVICE) == ("quote", "charge.not_started")


def test_after_the_last_day_self_service_stays_free():
    assert charge(LAPSED) == ("quote", "charge.lapsed")
    assert charge(LAPSED, service=Service.SELF_SERVICE) == ("free", "charge.lapsed_self_service")


@pytest.mark.parametrize("cause", [Cause.NEW_REQUIREMENT, Cause.ADAPTATION])
@pytest.mark.parametrize("day", [FREE, PAID, GRACE])
def test_what_is_new_is_quoted(day: str, cause: Cause):
    assert charge(day, cause=cause) == ("quote", f"charge.{cause}")
    assert charge(day, cause=cause, service=Service.SELF_SERVICE) == ("quote", f"charge.{cause}")


@pytest.mark.parametrize("service", sorted(SPECIAL))
def test_a_special_service_has_to_be_named(service: Service):
    for day in (FREE, PAID, GRACE):
        assert charge(day, service=service) == ("quote", "charge.special_not_named")


@pytest.mark.parametrize("service", sorted(SPECIAL - {Service.URGENT}))
def test_a_named_special_service(service: Service):
    free = replace(AGREEMENT, special=frozenset({service}))
    assert charge(FREE, service=service, agreement=free) == ("free", "charge.special_free")
    assert charge(PAID, service=service, agreement=free) == ("quote", "charge.special_not_named")
    line = with_line(special=frozenset({service}))
    assert charge(PAID, service=service, agreement=line) == ("included", "charge.special_included")
    assert charge(GRACE, service=service, agreement=line) == ("included", "charge.special_included")


@pytest.mark.parametrize(("used", "expected"), [(0, "quota"), (3, "quota"), (4, "quote"), (5, "quote")])
def test_urgent_while_units_are_left(used: int, expected: str):
    line = with_line(special=frozenset({Service.URGENT}), urgent_used=used)
    assert charge(PAID, service=Service.URGENT, agreement=line)[0] == expected
    assert charge(GRACE, service=Service.URGENT, agreement=line)[0] == expected


def test_in_the_free_phase_agreement_and_covering_line_count_together():
    line = replace(LINE, first=date(2025, 3, 1), special=frozenset({Service.URGENT}), urgent_used=4)
    both = replace(AGREEMENT, paid=(line,), urgent_used=3)
    assert charge(FREE, service=Service.URGENT, agreement=both) == ("quota", "charge.urgent_unit")
    spent = replace(both, urgent_used=4)
    assert charge(FREE, service=Service.URGENT, agreement=spent) == ("quote", "charge.urgent_used_up")
    later = replace(both, paid=(replace(line, first=date(2026, 1, 1)),))
    assert charge(FREE, service=Service.URGENT, agreement=later) == ("quote", "charge.special_not_named")


@pytest.mark.parametrize("service", sorted(set(Service) - SPECIAL))
def test_ordinary_services_are_free_in_the_free_phase(service: Service):
    assert charge(FREE, service=service) == ("free", "charge.free_phase")
    assert charge(FREE, service=service, cause=Cause.POLICY_CHANGE) == ("free", "charge.free_phase")


def test_a_change_of_law_is_included_if_a_line_says_so():
    assert charge(PAID, cause=Cause.POLICY_CHANGE) == ("quote", "charge.policy_change_quoted")
    included = with_line(policy_change=True, services=frozenset())
    assert charge(PAID, cause=Cause.POLICY_CHANGE, agreement=included) == ("included", "charge.policy_change_included")


@pytest.mark.parametrize("cause", [Cause.MISUSE, Cause.THIRD_PARTY, Cause.CONSULTATION, Cause.UNKNOWN])
def test_other_causes_follow_the_cover(cause: Cause):
    assert charge(PAID, cause=cause) == ("included", "charge.in_line")
    assert charge(PAID, cause=cause, service=Service.HOTLINE) == ("quote", "charge.not_in_line")
    assert charge(PAID, cause=cause, service=Service.SELF_SERVICE) == ("included", "charge.self_service")


def test_overlapping_lines_give_their_union():
    second = replace(LINE, first=date(2026, 6, 1), services=frozenset({Service.HOTLINE}), policy_change=True)
    both = replace(AGREEMENT, paid=(LINE, second))
    assert charge("2026-05-31", service=Service.HOTLINE, agreement=both)[0] == "quote"
    assert [charge(PAID, service=each, agreement=both)[0] for each in (Service.HOTLINE, Service.REMOTE)] == [
        "included"
    ] * 2
    assert charge(PAID, cause=Cause.POLICY_CHANGE, agreement=both)[0] == "included"


def test_a_line_in_grace_does_not_add_to_one_that_is_valid():
    old = PaidLine(first=date(2026, 3, 2), last=date(2026, 5, 31), services=frozenset({Service.HOTLINE}))
    both = replace(AGREEMENT, paid=(old, LINE))
    assert charge("2026-06-10", service=Service.HOTLINE, agreement=both) == ("quote", "charge.not_in_line")


@pytest.mark.parametrize(
    ("day", "covered"), [("2025-01-01", False), (FREE, True), (PAID, True), (GRACE, True), (LAPSED, False)]
)
def test_on_site_support_is_covered_in_the_free_phase_and_by_a_line(day: str, covered: bool):
    assert judge(day).onsite_covered is covered
    assert not judge(PAID, agreement=with_line(services=frozenset({Service.REMOTE}))).onsite_covered


def test_the_most_favourable_verdict_wins():
    quoted, included, free = judge(LAPSED), judge(PAID), judge(FREE)
    assert most_favourable([quoted, included, free]) is free
    assert most_favourable([quoted, included]) is included
    with pytest.raises(Refused):
        most_favourable([])


@pytest.mark.parametrize("grace_days", [0, 10**15])
def test_days_of_grace_may_be_none_or_many(grace_days: int):
    found = judge("2999-03-02", agreement=replace(AGREEMENT, grace_days=grace_days))
    assert found.cover is (Cover.GRACE if grace_days else Cover.LAPSED)


def test_the_rules_tried_before_the_one_that_decided() -> None:
    assert tried(Clause.CHARGE_COMPLAINT) == ()
    assert tried(Clause.CHARGE_LAPSED_SELF_SERVICE) == (
        Clause.CHARGE_COMPLAINT,
        Clause.CHARGE_INHERENT_DEFECT,
        Clause.CHARGE_VENDOR_REGRESSION,
        Clause.CHARGE_NOT_STARTED,
    )
    charges = {clause for clause in Clause if clause.startswith("charge.") and clause is not Clause.CHARGE_FIX_FIRST}
    assert {clause for clause in charges if tried(clause) is not None} == charges
