"""The list of modules: what is retired is offered no more, and goes on where it runs."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shouwen.apps.agreements import actions as agreements
from shouwen.apps.installations.actions import (
    ModuleNames,
    add_module,
    bring_back_module,
    install,
    rename_module,
    retire_module,
    uninstall,
)
from shouwen.apps.installations.models import Installation, Module
from shouwen.apps.installations.queries import every_module, modules, modules_at, offered_modules
from shouwen.apps.ledger.models import Event
from shouwen.apps.tickets import actions
from shouwen.policy.refusal import Refused
from tests.cast import Cast, at

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)
PACS = ModuleNames("影像", "PACS", "tech")


def refusal(do: Callable[..., object], *args: Any, **kwargs: Any) -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        do(*args, **kwargs)
    return caught.value.code, caught.value.facts.get("field")


def report(cast: Cast, key: str) -> Any:
    said = actions.Report("workstation", "打不开。", cast.module.pk)
    return actions.report(cast.actor("ward_a"), said, at=at(1), submission=f"{key}-0123456789abcdef")


def call(cast: Cast, key: str) -> Any:
    """Of a hospital that nobody knows yet."""
    said = actions.Intake("phone", "打不开。", "incident", "department", "limited", module_id=cast.module.pk)
    return actions.take_in(cast.actor("agent"), said, at=at(1), submission=f"{key}-0123456789abcdef")


def test_a_module_is_added_renamed_retired_and_brought_back(cast: Cast) -> None:
    manager = cast.actor("manager")
    module = add_module(manager, " pacs ", PACS, at=at(1))
    rename_module(manager, module.pk, ModuleNames("影像归档", "PACS", "tech"), at=at(2))
    retire_module(manager, module.pk, at=at(3))
    module.refresh_from_db()
    assert (module.code, module.name_zh, module.retired_on) == ("pacs", "影像归档", DAY)
    bring_back_module(cast.actor("admin"), module.pk, at=at(4))
    told = Event.objects.filter(subject_kind="module", subject_id=module.pk).order_by("seq").values_list("code", "data")
    assert list(told) == [
        ("module.added", {"module": "pacs"}),
        ("module.renamed", {"module": "pacs", "fields": ["name_zh"]}),
        ("module.retired", {"module": "pacs"}),
        ("module.brought_back", {"module": "pacs"}),
    ]
    assert [each.code for each in every_module()] == ["ward_nurse", "pacs"]


def test_what_is_refused(cast: Cast) -> None:
    manager = cast.actor("manager")
    wrong = {
        ("", PACS): ("text_missing", "code"),
        ("影像", PACS): ("code_odd", "code"),
        ("ward_nurse", PACS): ("code_taken", "code"),
        ("pacs", ModuleNames("护士站", "PACS", "tech")): ("already_there", "name_zh"),
        ("pacs", ModuleNames("影像", "WARD NURSE", "tech")): ("already_there", "name_en"),
        ("pacs", ModuleNames("影像", " ", "tech")): ("text_missing", "name_en"),
        ("pacs", ModuleNames("影像", "PACS", "")): ("text_missing", "group"),
    }
    assert {asked: refusal(add_module, manager, *asked, at=at(1)) for asked in wrong} == wrong
    same = ModuleNames("护士站", "Ward nurse", "inpatient")
    assert refusal(rename_module, manager, cast.module.pk, same, at=at(1)) == ("nothing_changed", "name_zh")
    assert refusal(bring_back_module, manager, cast.module.pk, at=at(1)) == ("absent", None)
    assert refusal(retire_module, manager, 999_999, at=at(1)) == ("absent", None)
    assert Event.objects.filter(subject_kind="module").count() == 0


def test_only_director_and_administrator_keep_the_list(cast: Cast) -> None:
    for who in set(cast.users) - {"manager", "admin"}:
        actor = cast.actor(who)
        assert refusal(add_module, actor, "pacs", PACS, at=at(1)) == ("not_your_role", None)
        assert refusal(rename_module, actor, cast.module.pk, PACS, at=at(1)) == ("not_your_role", None)
        assert refusal(retire_module, actor, cast.module.pk, at=at(1)) == ("not_your_role", None)
        assert refusal(bring_back_module, actor, cast.module.pk, at=at(1)) == ("not_your_role", None)


def test_a_retired_module_goes_on_where_it_runs(cast: Cast) -> None:
    retire_module(cast.actor("manager"), cast.module.pk, at=at(1))
    assert (offered_modules(), modules(), modules_at(cast.hospital.pk)) == ([], [cast.module], [cast.module])
    assert report(cast, "runs").module == call(cast, "runs").module == cast.module


def test_a_retired_module_is_put_in_and_sold_no_more(cast: Cast) -> None:
    manager, pm = cast.actor("manager"), cast.actor("pm")
    retire_module(manager, cast.module.pk, at=at(1))
    running = Installation.objects.get(campus__hospital=cast.hospital)
    uninstall(pm, cast.hospital.pk, running.pk, until=DAY, at=at(2))
    again = (pm, cast.hospital.pk, running.campus_id, cast.module.pk, "6.0")
    assert refusal(install, *again, since=DAY, at=at(3)) == ("module_retired", "module")
    line = agreements.LineFacts(module_id=cast.module.pk, free_from=DAY)
    assert refusal(agreements.add_line, pm, cast.line.agreement_id, line, at=at(3)) == ("module_retired", "module")
    assert refusal(report, cast, "gone") == ("module_not_installed", "module")
    Installation.objects.all().update(until=DAY)
    assert (modules(), refusal(call, cast, "gone")) == ([], ("module_retired", "module"))
    bring_back_module(manager, cast.module.pk, at=at(4))
    assert (modules(), install(*again, since=DAY, at=at(5)).version) == ([cast.module], "6.0")


def test_nothing_that_names_it_changes(cast: Cast) -> None:
    card = report(cast, "before")
    retire_module(cast.actor("manager"), cast.module.pk, at=at(2))
    card.refresh_from_db()
    assert (card.module, Module.objects.count()) == (cast.module, 1)
