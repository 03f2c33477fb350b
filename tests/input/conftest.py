"""One world for the whole folder: each request takes back what it did. And the figures, told when all is done."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from shouwen.apps.people import allowance
from tests.cast import assemble, at
from tests.input.attack import Target, aimed
from tests.input.desk import Desk
from tests.input.walk import Walk, walked
from tests.input.world import World, furnished

NO_LIMIT = 10_000_000


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    allowance.forget_in_hand()
    limits = override_settings(API_WRITES_A_MINUTE=NO_LIMIT, API_READS_A_MINUTE=NO_LIMIT)
    with django_db_blocker.unblock(), time_machine.travel(at(60), tick=False), limits, transaction.atomic():
        yield furnished(assemble())
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def desk(world: World) -> Desk:
    return Desk(world.cast)


@pytest.fixture(scope="package")
def walk(desk: Desk, world: World) -> Walk:
    return walked(desk, world)


@pytest.fixture(scope="package")
def targets(desk: Desk, walk: Walk) -> list[Target]:
    return [aimed(desk, found) for found in walk.forms.values()]


@pytest.fixture(autouse=True)
def told(request: pytest.FixtureRequest) -> Iterator[None]:
    """What this test tried; the walk before it counts with the first."""
    if "desk" not in request.fixturenames:
        yield
        return
    figures = request.getfixturevalue("desk").begin()
    yield
    what = ""
    if "walk" in request.fixturenames:
        walk = request.getfixturevalue("walk")
        fields = sum(len(each.form.fields) for each in walk.forms.values())
        what = f"{walk.pages} pages, {len(walk.forms)} forms, {fields} fields; "
    if "aimed" in request.fixturenames:
        aimed = [each.operation for each in request.getfixturevalue("aimed")]
        what = f"{len(aimed)} operations, {sum(len(each.body or {}) + len(each.optional) for each in aimed)} fields; "
    request.node.user_properties.append(("tried", f"{what}{figures}"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for report in terminalreporter.stats.get("", []):
        for name, tried in getattr(report, "user_properties", []):
            if name == "tried" and report.when == "teardown":
                terminalreporter.write_line(f"{report.nodeid.rsplit('/', 1)[-1]}: {tried}")
