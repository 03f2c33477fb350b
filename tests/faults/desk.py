"""A desk at work: clients that report, take, answer, resolve, follow up and close."""

import threading
from dataclasses import dataclass, field

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
    turned_away: int = 0
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


def work(
    house: House, sessions: dict[str, str], cards: int, desk: Desk, *, waits: bool = False
) -> list[threading.Thread]:
    """The clients at work, each with its share of the cards; they come again after a 503 when they wait."""

    def run(client: int) -> None:
        ward, agent = (Client(house, sessions[name], waits=waits) for name in ("ward_a", "agent"))
        for card in range(client, cards, CLIENTS):
            try:
                whole_life(desk, ward, agent, f"c{card}")
            except Exception as error:
                desk.odd.append(f"c{card}: {error!r}")
        desk.odd += [*ward.odd, *agent.odd]
        desk.again += ward.again + agent.again
        desk.turned_away += ward.turned_away + agent.turned_away

    threads = [threading.Thread(target=run, args=[client], daemon=True) for client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    return threads
