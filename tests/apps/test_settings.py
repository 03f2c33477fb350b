"""A setting counts from its change on: what was made before keeps its own. Every value has a name and a reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shouwen.apps.agreements import actions as agreements
from shouwen.apps.agreements.models import Agreement, Line
from shouwen.apps.agreements.queries import Request, judge_among
from shouwen.apps.imports import actions as imports
from shouwen.apps.imports.rows import Row
from shouwen.apps.ledger.models import Event
from shouwen.apps.ledger.verify import verify
from shouwen.apps.settings.actions import change_setting, undo_setting
from shouwen.apps.settings.models import Change
from shouwen.apps.settings.queries import changes, ever, standings, value
from shouwen.policy.catalogue import Service
from shouwen.policy.coverage import Cause, Charge, Cover
from shouwen.policy.refusal import Refused
from shouwen.policy.setting import FREE_BASIS, GRACE, SETTINGS, URGENT_QUOTA
from shouwen.policy.severity import Kind
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
STARTED, LIVE = date(2025, 1, 10), date(2025, 6, 20)


def refusal(do: Callable[..., object], *args: Any, **kwargs: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code, caught.value.facts.get("field")


def change(cast: Cast, code: str, said: str, minutes: float = 10, by: str = "manager") -> Change:
    return change_setting(cast.actor(by), code, said, "合同部要求", at=at(minutes))


def agreement(cast: Cast, number: str = "HT-9") -> Agreement:
    dates = agreements.Dates(date(2025, 1, 1), STARTED, LIVE)
    return agreements.add_agreement(cast.actor("pm"), cast.hospital.pk, number, dates, at=at(0))


def line(cast: Cast, of: Agreement, minutes: float) -> Line:
    return agreements.add_line(cast.actor("pm"), of.pk, agreements.LineFacts(), at=at(minutes))


def covered(of: Line, day: date) -> tuple[Cover, Charge]:
    asked = Request(0, None, None, day, Kind.INCIDENT, Service.ONLINE, Cause.UNKNOWN)
    found = judge_among([of], asked).verdict
    return found.cover, found.charge


def test_days_of_grace_count_for_new_lines_and_leave_old_ones(cast: Cast) -> None:
    contract = agreement(cast)
    old = line(cast, contract, 1)
    change(cast, "grace_days", "60")
    # An act that is written down with an earlier instant takes the value of that instant.
    between, new = line(cast, contract, 9), line(cast, contract, 11)
    for each in (old, between, new):
        period = agreements.PeriodFacts(date(2026, 1, 11), date(2026, 12, 31), ["online"])
        agreements.add_period(cast.actor("pm"), contract.pk, each.pk, period, at=at(12))
    late = date(2027, 2, 10)
    assert [covered(each, late) for each in (old, between, new)] == [
        (Cover.LAPSED, Charge.QUOTE),
        (Cover.LAPSED, Charge.QUOTE),
        (Cover.GRACE, Charge.INCLUDED),
    ]


def test_urgent_units_count_for_new_lines_and_periods(cast: Cast) -> None:
    contract = agreement(cast)
    old = line(cast, contract, 1)
    days = (date(2026, 1, 11), date(2026, 12, 31))

    def period(of: Line, minutes: float) -> int:
        facts = agreements.PeriodFacts(*days, ["online"])
        return agreements.add_period(cast.actor("pm"), contract.pk, of.pk, facts, at=at(minutes)).urgent_quota

    before = period(old, 2)
    change(cast, "urgent_quota", "6")
    assert (old.urgent_quota, before, line(cast, contract, 11).urgent_quota, period(old, 12)) == (4, 4, 6, 6)
    old.refresh_from_db()
    assert (old.urgent_quota, old.paid_periods.order_by("pk")[0].urgent_quota) == (4, 4)


def test_the_basis_counts_for_new_lines(cast: Cast) -> None:
    contract = agreement(cast)
    old = line(cast, contract, 1)
    change(cast, "free_basis", "go_live")
    new = line(cast, contract, 11)
    old.refresh_from_db()
    assert [(each.basis, each.free_from) for each in (old, new)] == [("implementation", STARTED), ("go_live", LIVE)]


def test_a_file_takes_the_setting_where_it_says_nothing_and_finds_its_own_lines_again(cast: Cast) -> None:
    def bring(number: str, minutes: float) -> list[str]:
        told = {
            "number": number, "hospital": cast.hospital.name, "signed_on": "2025-01-01", "started_on": "2025-01-10",
            "go_live_on": "2025-06-20", "special": "urgent",
        }  # fmt: skip
        draft = imports.rehearse(cast.actor("pm"), "agreements", [Row(2, told)], "a.xlsx", at=at(minutes))
        results = [each["result"] for each in draft.outcomes]
        if "new" in results:
            imports.bring_in(cast.actor("pm"), draft.pk, at=at(minutes))
        return results

    first = bring("HT-A", 1)
    change(cast, "free_basis", "go_live")
    change(cast, "grace_days", "7")
    again, second = bring("HT-A", 11), bring("HT-B", 12)
    kept = Line.objects.filter(agreement__number__in=["HT-A", "HT-B"]).order_by("pk")
    assert (first, again, second) == (["new"], ["unchanged"], ["new"])
    assert list(kept.values_list("agreement__number", "basis", "grace_days")) == [
        ("HT-A", "implementation", 30),
        ("HT-B", "go_live", 7),
    ]


def test_who_when_and_why_are_kept_and_chained(cast: Cast) -> None:
    change(cast, "grace_days", "60")
    change(cast, "grace_days", "45", 20, by="admin")
    manager, admin = cast.users["manager"].pk, cast.users["admin"].pk
    rows = Change.objects.values_list("code", "value", "at", "by", "reason")
    assert list(rows) == [
        ("grace_days", 45, at(20), admin, "合同部要求"),
        ("grace_days", 60, at(10), manager, "合同部要求"),
    ]
    told = Event.objects.filter(subject_kind="settings").order_by("seq").values_list("code", "actor_id", "data")
    assert list(told) == [
        ("setting.changed", manager, {"setting": "grace_days", "before": 30, "after": 60}),
        ("setting.changed", admin, {"setting": "grace_days", "before": 60, "after": 45}),
    ]
    assert list(verify()) == []
    assert [value(GRACE, at(minutes)) for minutes in (9, 10, 19, 20)] == [30, 60, 60, 45]
    assert ever(GRACE) == {30, 60, 45}
    assert (ever(FREE_BASIS), value(URGENT_QUOTA, at(99))) == ({"implementation"}, 4)


def test_undo_is_a_new_change_back(cast: Cast) -> None:
    manager = cast.actor("manager")
    assert refusal(undo_setting, manager, "grace_days", "误改", at=at(5)) == ("nothing_to_undo", None)
    change(cast, "grace_days", "60")
    undo_setting(manager, "grace_days", "误改", at=at(11))
    assert [value(GRACE, at(minutes)) for minutes in (10, 11)] == [60, 30]
    change(cast, "grace_days", "45", 12)
    undo_setting(manager, "grace_days", "误改", at=at(13))
    assert (value(GRACE, at(13)), Change.objects.count()) == (30, 4)


def test_what_is_refused_changes_nothing(cast: Cast) -> None:
    for said, expected in {
        "": "text_missing",
        "400": "number_range",
        "x": "not_a_number",
        "30": "nothing_changed",
    }.items():
        assert refusal(change, cast, "grace_days", said) == (expected, "value")
    no_reason = refusal(change_setting, cast.actor("manager"), "grace_days", "60", " ", at=at(1))
    assert (no_reason, refusal(change, cast, "colour", "blue")) == (("text_missing", "reason"), ("absent", None))
    assert (Change.objects.count(), Event.objects.filter(subject_kind="settings").count()) == (0, 0)


def test_only_director_and_administrator_change_others_look_on(cast: Cast) -> None:
    may = {"manager", "admin"}
    every = list(SETTINGS)
    for who in cast.users:
        actor = cast.actor(who)
        if who not in may:
            assert refusal(change_setting, actor, "grace_days", "60", "试", at=at(1)) == ("not_your_role", None)
            assert refusal(undo_setting, actor, "grace_days", "试", at=at(1)) == ("not_your_role", None)
        if who in may | {"finance", "auditor"}:
            assert (list(standings(actor)), changes(actor)) == (every, ([], ""))
        else:
            assert refusal(standings, actor) == refusal(changes, actor) == ("not_your_role", None)
