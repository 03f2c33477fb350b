"""Fault 14: somebody else holds the writer's place for three seconds. Fault 15: for longer than anybody waits.

Through the door of a real server: the first passes, the second is 503 with nothing half done, and reading goes on.
Fault 17: an act that meets others every time is given up after three tries, and passes when it is sent again.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser

from shouwen.apps.ledger.unit_of_work import RETRIES
from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast
from tests.faults.processes import Client, House
from tests.faults.test_locks import writers_place_held
from tests.faults.test_nth_statement import met_another_act
from tests.faults.world import check_world, picture

FORM = {"answer": "workstation", "text": "打印机不出纸"}


def place_of(house: House) -> str:
    if house.database:
        return house.database
    (file,) = house.data.glob("*.sqlite3")
    return str(file)


@pytest.fixture
def served(house: House) -> tuple[House, dict[str, str]]:
    sessions = house.ask("prepare")
    house.start()
    # The first request of a process is slow for other reasons.
    assert house.get("/portal/report/", sessions["ward_a"])[0] == 200
    return house, sessions


def key(name: str) -> dict[str, str]:
    return FORM | {"submission": f"{name}-0123456789abcdef"}


@contextmanager
def timed(took: list[float]) -> Iterator[None]:
    started = time.monotonic()
    yield
    took.append(time.monotonic() - started)


@pytest.mark.slow
@pytest.mark.django_db
def test_waits_passes_and_is_given_up(served: tuple[House, dict[str, str]]) -> None:
    house, sessions = served
    ward, took = Client(house, sessions["ward_a"]), []
    with writers_place_held(place_of(house), 3), timed(took):
        assert ward.post("/portal/report/", **key("three"))[0] == 302
    with writers_place_held(place_of(house), 30) as holder:
        with timed(took):
            refused = ward.post("/portal/report/", **key("thirty"))
        reading = house.get("/console/?tab=all", sessions["agent"])
        assert holder.poll() is None
        holder.terminate()
    ward.odd.clear()
    assert ward.post("/portal/report/", **key("thirty"))[0] == 302
    done = {"submissions": ["three-0123456789abcdef", "thirty-0123456789abcdef"], "acts": []}
    print(  # noqa: T201
        f"{connection.vendor}: held 3 s: passed after {took[0]:.1f} s; held 30 s: {refused[0]} after {took[1]:.1f} s, "
        f"a page meanwhile in {reading[3]:.2f} s"
    )
    assert (refused[0], reading[0], reading[3] < 1, took[0] >= 2.5, took[1] < 7) == (503, 200, True, True, True)
    assert house.ask("judge", given=done) == {"faults": [], "states": {"accepted": 2}}
    assert [line for line in house.said if "Traceback" in line] == []


@pytest.mark.django_db(transaction=True)
def test_given_up_after_three_tries_and_sent_again(cast: Cast) -> None:
    browser = Browser(raise_request_exception=False)
    browser.force_login(cast.users["ward_a"])
    before, tries = picture(), []

    def meets(execute: Any, sql: str, *args: Any) -> Any:
        if 'INSERT INTO "tickets_ticket"' in sql:
            tries.append(sql)
            raise met_another_act()
        return execute(sql, *args)

    with connection.execute_wrapper(meets):
        answer = browser.post("/portal/report/", key("met"))
    assert (answer.status_code, answer.headers["Retry-After"].isdigit()) == (503, True)
    assert (len(tries), picture() == before) == (RETRIES, True)
    assert browser.post("/portal/report/", key("met")).status_code == 302
    assert (Ticket.objects.count(), check_world(["met-0123456789abcdef"])) == (1, [])
