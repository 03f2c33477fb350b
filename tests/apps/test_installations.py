"""What runs where; a card names only what its hospital has, once anybody has written that down."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shouwen.apps.installations.actions import change_version, install, uninstall
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.installations.queries import modules_at
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets import actions
from shouwen.apps.tickets.actions.classification import Classification
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


def refusal(do: Callable[..., object], *args: Any, **kwargs: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code, caught.value.facts.get("field")


def pacs() -> Module:
    return Module.objects.create(code="pacs", name_zh="影像", name_en="PACS", group="tech")


def the_row(cast: Cast) -> Installation:
    return Installation.objects.get(campus__hospital=cast.hospital)


def report(cast: Cast, module: Module, key: str = "x") -> Any:
    said = actions.Report("workstation", "打不开。", module.pk)
    return actions.report(cast.actor("ward_a"), said, at=at(1), submission=f"{key}-0123456789abcdef")


def call(cast: Cast, module: Module) -> Any:
    said = actions.Intake(
        "phone", "打不开。", "incident", "department", "limited", hospital_id=cast.hospital.pk, module_id=module.pk
    )
    return actions.take_in(cast.actor("agent"), said, at=at(1), submission="call-0123456789abcdef")


def test_a_module_is_put_in_renewed_and_taken_out(cast: Cast) -> None:
    module, campus, pm = pacs(), the_row(cast).campus_id, cast.actor("pm")
    row = install(pm, cast.hospital.pk, campus, module.pk, "1.0", since=DAY, at=at(0))
    again = refusal(install, pm, cast.hospital.pk, campus, module.pk, "1.1", since=DAY, at=at(0))
    assert again == ("already_there", "module")
    ticket = report(cast, module)
    change_version(pm, cast.hospital.pk, row.pk, "1.1", on=DAY, note="补丁", at=at(2))
    same = refusal(change_version, pm, cast.hospital.pk, row.pk, "1.1", on=DAY, note="", at=at(2))
    assert same == ("nothing_changed", "version")
    uninstall(pm, cast.hospital.pk, row.pk, until=DAY, at=at(3))
    ticket.refresh_from_db()
    assert (ticket.version, list(row.changes.values_list("before", "after"))) == ("1.0", [("1.0", "1.1")])
    assert refusal(report, cast, module, "later") == ("module_not_installed", "module")
    told = Event.objects.filter(subject_kind="hospital").order_by("seq")
    assert list(told.values_list("code", flat=True)) == [
        "hospital.installed",
        "hospital.version_changed",
        "hospital.uninstalled",
    ]
    assert told[1].data == {"campus": campus, "module": "pacs", "before": "1.0", "after": "1.1", "on": "2026-03-03"}
    install(pm, cast.hospital.pk, campus, module.pk, "2.0", since=DAY, at=at(4))
    assert Installation.objects.filter(module=module).count() == 2


def test_what_ends_before_it_began_is_refused(cast: Cast) -> None:
    row, early = the_row(cast), date(2020, 1, 1)
    pm = cast.actor("pm")
    assert refusal(uninstall, pm, cast.hospital.pk, row.pk, until=early, at=at(0)) == ("until_before_since", "until")
    assert refusal(change_version, pm, cast.hospital.pk, row.pk, "9", on=early, note="", at=at(0)) == (
        "until_before_since",
        "on",
    )
    assert refusal(uninstall, pm, cast.other_hospital.pk, row.pk, until=DAY, at=at(0)) == ("absent", None)
    assert refusal(uninstall, cast.actor("agent"), cast.hospital.pk, row.pk, until=DAY, at=at(0)) == (
        "not_your_role",
        None,
    )


@pytest.mark.parametrize("open_card", [report, call])
def test_a_card_cannot_name_what_the_hospital_does_not_have(cast: Cast, open_card: Callable[..., Any]) -> None:
    assert refusal(open_card, cast, pacs()) == ("module_not_installed", "module")


@pytest.mark.parametrize("open_card", [report, call])
def test_a_hospital_without_a_record_of_installations_may_name_anything(
    cast: Cast, open_card: Callable[..., Any]
) -> None:
    Installation.objects.all().delete()
    module = pacs()
    assert open_card(cast, module).module == module
    assert modules_at(cast.hospital.pk) == list(Module.objects.all())


def test_a_card_is_not_classified_with_it_but_keeps_what_it_has(cast: Cast) -> None:
    ticket, module, agent = cast.report(), pacs(), cast.actor("agent")
    wanted = Classification("incident", "department", "limited", "remote", "unknown", module.pk, "")
    assert refusal(actions.classify, agent, ticket.number, wanted, at=at(2)) == ("module_not_installed", "module")
    uninstall(cast.actor("pm"), cast.hospital.pk, the_row(cast).pk, until=DAY, at=at(3))
    kept = Classification("incident", "department", "limited", "remote", "unknown", cast.module.pk, "")
    actions.classify(agent, ticket.number, kept, at=at(4))
    ticket.refresh_from_db()
    assert (ticket.module, ticket.grade_is_provisional) == (cast.module, False)
