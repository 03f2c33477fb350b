"""kill -9 of the server while cards are opened, answered, resolved and closed: nothing that was thanked for is lost."""

import random
import threading
import time
from dataclasses import dataclass, field

import pytest
from django.db import connection

from tests.faults.processes import Client, House

CLIENTS = 4
REMEDY = {"cause": "third_party", "finding": "驱动被替换。", "remedy": "重装驱动。"}


@dataclass
class Desk:
    """What the clients were thanked for, in their own hands; and what went on that should not."""

    submissions: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    again: int = 0
    numbers: dict[str, set[str]] = field(default_factory=dict)

    def thanked(self) -> dict[str, list[str]]:
        return {"submissions": list(self.submissions), "acts": list(self.acts)}


def whole_life(desk: Desk, ward: Client, agent: Client, key: str) -> None:
    """From report to closing; each step is repeated until it is answered, as a person would."""
    report = {"answer": "workstation", "text": f"打印机不出纸 {key}", "submission": f"{key}-0123456789abcdef"}
    status, location, _unsure = ward.post("/portal/report/", **report)
    number = number_in(status, location)
    desk.submissions.append(report["submission"])
    desk.numbers.setdefault(key, set()).add(number)
    said = {"text": "正在看。", "submission": f"{key}-reply-0123456789abcdef"}
    steps = (
        ("handling", "ticket.taken", {}),
        ("replies", "ticket.replied", said),
        ("resolution", "ticket.resolved", REMEDY),
        ("follow-ups", "ticket.followed_up", {"result": "solved", "method": "phone", "words": ""}),
        ("closure", "ticket.closed", {}),
    )
    for noun, code, form in steps:
        status, _location, unsure = agent.post(f"/console/tickets/{number}/{noun}/", **form)
        # A second try may find that the first was done before the server died.
        if status in {302, 303} or (unsure and status in {403, 409}):
            desk.acts.append(f"{number} {code}")
        else:
            desk.odd.append(f"{key} {noun}: {status}")
    # The first form once more, long after: the card that is there.
    status, location, _unsure = ward.post("/portal/report/", **report)
    desk.numbers[key].add(number_in(status, location))


def number_in(status: int, location: str) -> str:
    """The card's number out of the address that the portal leads to, or what it answered instead."""
    parts = location.split("/")
    return parts[3] if status == 302 and parts[1:3] == ["portal", "tickets"] else f"{status} {location}"


def work(house: House, sessions: dict[str, str], cards: int, desk: Desk) -> list[threading.Thread]:
    """The clients at work, each with its share of the cards."""

    def run(client: int) -> None:
        ward, agent = Client(house, sessions["ward_a"]), Client(house, sessions["agent"])
        for card in range(client, cards, CLIENTS):
            try:
                whole_life(desk, ward, agent, f"c{card}")
            except Exception as error:
                desk.odd.append(f"c{card}: {error!r}")
        desk.odd += [*ward.odd, *agent.odd]
        desk.again += ward.again + agent.again

    threads = [threading.Thread(target=run, args=[client], daemon=True) for client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    return threads


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
    assert desk.odd == []
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
