"""kill -9 of the server while cards are opened, answered, resolved and closed: nothing that was thanked for is lost."""

import random
import time

import pytest
from django.db import connection

from tests.faults.desk import Desk, work
from tests.faults.processes import House


def kill_while_they_work(house: House, cards: int, kills: int, seed: int) -> Desk:
    """Kill, judge what is on the disk, start again, until the work is done."""
    dice, desk = random.Random(seed), Desk()
    sessions = house.ask("prepare")
    house.start()
    threads = work(house, sessions, cards, desk)
    while any(thread.is_alive() for thread in threads):
        time.sleep(dice.uniform(0.3, 1.6))
        if house.kills < kills:
            thanked = desk.thanked()
            house.kill()
            assert house.ask("judge", given=thanked)["faults"] == []
            house.start()
    for thread in threads:
        thread.join()
    return desk


def check(house: House, desk: Desk, cards: int, kills: int) -> None:
    judged = house.ask("judge", given=desk.thanked())
    print(  # noqa: T201
        f"{connection.vendor}: {house.kills} kills, {len(desk.submissions) + len(desk.acts)} acknowledged, "
        f"{desk.again} tries without an answer, lost {sum(line.startswith('lost') for line in judged['faults'])}"
    )
    assert desk.odd == [], "".join(house.said)
    assert (judged["faults"], judged["states"]) == ([], {"closed": cards})
    assert [key for key, numbers in desk.numbers.items() if len(numbers) != 1] == []
    assert len({number for numbers in desk.numbers.values() for number in numbers}) == cards
    assert (len(desk.submissions), len(desk.acts)) == (cards, cards * 5)
    assert (house.kills, desk.again > 0) == (kills, True)
    verified = house.run("shouwen.config.cli", "verify-ledger")
    assert (verified.returncode, verified.stdout) == (0, "The ledger is whole.\n")


@pytest.mark.django_db
def test_a_few_cards_and_two_kills(house: House) -> None:
    desk = kill_while_they_work(house, cards=12, kills=2, seed=1)
    check(house, desk, cards=12, kills=2)


@pytest.mark.slow
@pytest.mark.django_db
def test_two_hundred_cards_and_twelve_kills(house: House) -> None:
    desk = kill_while_they_work(house, cards=200, kills=12, seed=2)
    check(house, desk, cards=200, kills=12)
