"""Live pages on a real server: who hears of what, and that open streams are in nobody's way."""

import http.client
import json
import signal
import socket
import time
from dataclasses import dataclass
from typing import Any

import pytest

from shouwen.config.live.stream import MOST_OF_ONE
from tests.faults.desk import number_in
from tests.faults.processes import Client, House

pytestmark = pytest.mark.django_db
SOON = 5.0


@dataclass
class Stream:
    """An open answer of `/live/`, read as it comes."""

    line: socket.socket
    heard: str = ""

    def listen(self, seconds: float) -> str:
        """What has come so far, after so long at the most or when the server has said goodbye."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            self.line.settimeout(left)
            try:
                piece = self.line.recv(4096)
            except TimeoutError:
                break
            if not piece:
                break
            self.heard += piece.decode()
        return self.heard

    def hears(self, number: str) -> bool:
        """Does a word of this card come soon?"""
        ends = time.monotonic() + SOON
        while number not in self.heard and time.monotonic() < ends:
            self.listen(0.2)
        return number in self.heard


def ask(house: House, session: str, query: str = "", method: str = "GET") -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=10)
    connection.request(method, f"/live/{query}", headers={"Cookie": f"session={session}"})
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    return answer.status, json.loads(said) if said else None


def opened(house: House, session: str) -> Stream:
    line = socket.create_connection(("127.0.0.1", house.port), timeout=10)
    line.sendall(f"GET /live/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={session}\r\n\r\n".encode())
    stream = Stream(line)
    while "\r\n\r\n" not in stream.heard:
        stream.heard += line.recv(4096).decode()
    return stream


def report(house: House, session: str, key: str) -> str:
    form = {"answer": "workstation", "text": "打印机不出纸", "submission": f"{key}-0123456789abcdef"}
    status, location, _ = Client(house, session).post("/portal/report/", **form)
    return number_in(status, location)


@pytest.fixture
def served(house: House) -> tuple[House, dict[str, str]]:
    sessions = house.ask("prepare")
    house.start()
    return house, sessions


def test_each_hears_of_his_own_cards_and_nobody_of_a_note_but_staff(served: tuple[House, dict[str, str]]) -> None:
    house, sessions = served
    agent, ward, other = (opened(house, sessions[name]) for name in ("agent", "ward_a", "hospital_b"))
    number = report(house, sessions["ward_a"], "first")
    assert agent.hears(number)
    assert ward.hears(number)
    note = {"text": "内部一句", "submission": "note-0123456789abcdef"}
    agent.heard = ward.heard = ""
    Client(house, sessions["agent"]).post(f"/console/tickets/{number}/notes/", **note)
    assert agent.hears(number)
    theirs = report(house, sessions["hospital_b"], "theirs")
    assert other.hears(theirs)
    assert agent.hears(theirs)
    # What came to the other hospital before its own card would have come before it on the same line.
    assert number not in other.heard
    assert "cards" not in ward.listen(1)


def test_who_is_not_signed_in_hears_nothing(served: tuple[House, dict[str, str]]) -> None:
    house, sessions = served
    assert ask(house, "nobody")[0] == 401
    assert ask(house, "a=b; \xff")[0] == 401
    assert ask(house, sessions["agent"], method="POST")[0] == 405


def test_where_streams_do_not_pass_a_question_does(served: tuple[House, dict[str, str]]) -> None:
    house, sessions = served
    number = report(house, sessions["ward_a"], "first")
    ends, answer = time.monotonic() + SOON, (0, None)
    while time.monotonic() < ends and not (answer[0] == 200 and answer[1]["numbers"]):
        answer = ask(house, sessions["agent"], "?since=1")
    assert answer[1]["numbers"] == [number]
    assert ask(house, sessions["agent"], f"?since={answer[1]['at']}") == (204, None)
    assert ask(house, sessions["hospital_b"], "?since=1") == (204, None)
    assert ask(house, sessions["agent"], "?since=x")[0] == 200


def test_a_vanished_window_gives_its_place_back(served: tuple[House, dict[str, str]]) -> None:
    house, sessions = served
    windows = [opened(house, sessions["agent"]) for _ in range(MOST_OF_ONE)]
    assert ask(house, sessions["agent"])[0] == 503
    for window in windows:
        window.line.close()
    ends = time.monotonic() + SOON
    heard = ""
    while "200 OK" not in heard and time.monotonic() < ends:
        heard = opened(house, sessions["agent"]).heard
    assert "200 OK" in heard


def test_open_streams_do_not_keep_the_server_from_stopping(served: tuple[House, dict[str, str]]) -> None:
    house, sessions = served
    windows = [opened(house, sessions[name]) for name in ("agent", "ward_a", "hospital_b") for _ in range(10)]
    assert house.server is not None
    started = time.monotonic()
    house.server.terminate()
    house.server.communicate(timeout=20)
    took = time.monotonic() - started
    assert house.server.returncode == -signal.SIGTERM
    # The last resort of the server comes later; streams that end by themselves do not need it.
    assert took < 3
    assert {window.listen(1).endswith("0\r\n\r\n") for window in windows} == {True}
