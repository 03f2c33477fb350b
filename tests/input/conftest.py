"""The desk's instant, and the figures of what was tried, told when all is done."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from shouwen.apps.people import allowance
from tests.cast import Cast, at
from tests.input.desk import Desk
from tests.input.world import World, furnished


@pytest.fixture(autouse=True)
def desk_time() -> Iterator[None]:
    allowance.forget_in_hand()
    with time_machine.travel(at(60), tick=False):
        yield


@pytest.fixture
def world(cast: Cast) -> World:
    return furnished(cast)


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world.cast)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, told in getattr(report, "user_properties", []):
                if name == "tried":
                    terminalreporter.write_line(f"{report.nodeid.rsplit('/', 1)[-1]}: {told}")
