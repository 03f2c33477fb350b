"""Fault 10: SIGTERM under load, again and again: what began is finished, what waited turned away, nothing is lost."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.db import connection

from tests.faults.desk import number_in
from tests.faults.processes import Client, House

CLIENTS, FORMS, RESTARTS = 50, 1000, 4


@dataclass
class Crowd:
    """Fifty people who report without a pause; each form is sent until it is thanked for."""

    house: House
    session: str
    each: int
    thanked: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)
    again: int = 0
    turned_away: int = 0

    def begin(self) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._run, args=[index], daemon=True) for index in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def _run(self, index: int) -> None:
        client = Client(self.house, self.session, waits=True)
        for turn in range(self.each):
            form = {"answer": "workstation", "text": "打印机不出纸", "submission": f"r{index}-{turn}-0123456789abcdef"}
            try:
                status, location, _unsure = client.post("/portal/report/", **form)
            except Exception as error:
                self.odd.append(repr(error))
                continue
            if status != 302:
                self.odd.append(f"{form['submission']}: {status}")
                continue
            self.thanked.append(form["submission"])
            self.numbers.add(number_in(status, location))
        self.odd += client.odd
        self.again += client.again
        self.turned_away += client.turned_away


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 600
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.django_db
def test_four_restarts_and_a_thousand_forms(house: House) -> None:
    sessions = house.ask("prepare")
    house.start()
    crowd = Crowd(house, sessions["ward_a"], FORMS // CLIENTS)
    started, ends, slowest = time.monotonic(), [], 0.0
    threads = crowd.begin()
    for restart in range(1, RESTARTS + 1):
        share = FORMS * restart // (RESTARTS + 1)
        wait_until(lambda share=share: len(crowd.thanked) >= share or not any(each.is_alive() for each in threads))
        told = time.monotonic()
        assert house.server is not None
        house.server.terminate()
        ends.append(house.server.wait(timeout=30))
        slowest = max(slowest, time.monotonic() - told)
        house.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - started
    judged = house.ask("judge", given={"submissions": crowd.thanked, "acts": []}, patience=1800)
    print(  # noqa: T201
        f"{connection.vendor}: {len(crowd.thanked)} thanked in {took:.0f} s, {RESTARTS} restarts, the slowest stop "
        f"{slowest:.1f} s, {crowd.turned_away} times 503, {crowd.again} without an answer, "
        f"lost {sum(line.startswith('lost') for line in judged['faults'])}"
    )
    assert crowd.odd == [], "".join(house.said)
    assert (len(crowd.numbers), judged["faults"], judged["states"]) == (FORMS, [], {"accepted": FORMS})
    assert (set(ends), slowest < 15) == ({-15}, True)
