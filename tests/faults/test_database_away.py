"""Fault 11: PostgreSQL restarts in mid-request. Fault 12: it is down. Fault 13: it falls silent.

Web and worker are the real processes, and are never restarted; the cluster is one of the test's own.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.cluster import Cluster, needs_postgresql, running
from tests.faults.desk import Desk, work
from tests.faults.processes import Client, House
from tests.faults.proxy import Proxy

pytestmark = [pytest.mark.slow, needs_postgresql]
NAME = "house"
OUTAGE = 30
QUEUE = "/console/?tab=all"
# Long past its time: the worker files it away without sending anything.
STALE = """INSERT INTO outbox_delivery
(key, channel, payload, state, made_at, not_before, not_after, attempts, lease, last_error)
VALUES ('{key}', 'email', '{{}}', 'pending', now() - interval '2 days', now() - interval '2 days',
now() - interval '1 day', 0, '', '')"""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with running() as cluster:
        cluster.say("postgres", f"CREATE DATABASE {NAME}")
        yield cluster


@pytest.fixture
def build(cluster: Cluster, tmp_path: Path) -> Iterator[Callable[[int], tuple[House, dict[str, str]]]]:
    """A house whose server reaches the database through this port."""
    made: list[House] = []

    def built(port: int) -> tuple[House, dict[str, str]]:
        house = House(tmp_path / "data", cluster.url(NAME))
        made.append(house)
        sessions = house.ask("prepare")
        house.database = cluster.url(NAME, port)
        house.start()
        house.database = cluster.url(NAME)
        return house, sessions

    yield built
    for house in made:
        house.stop()


def until(holds: Callable[[], bool], seconds: float) -> float:
    """How long it took."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds, "it never came"
        time.sleep(0.05)
    return time.monotonic() - started


def worker_recovers(cluster: Cluster, key: str) -> float:
    """How long it takes until what is due is done."""
    cluster.say(NAME, STALE.format(key=key))
    done = f"SELECT state FROM outbox_delivery WHERE key = '{key}' AND state = 'stale'"
    return until(lambda: bool(cluster.say(NAME, done)), 60)


def same_server(house: House) -> bool:
    return house.server is not None and house.server.poll() is None


def test_restarted_in_mid_request(cluster: Cluster, build: Callable[[int], tuple[House, dict[str, str]]]) -> None:
    house, sessions = build(cluster.port)
    cards, restarts, desk, recovered = 60, 6, Desk(), []
    threads = work(house, sessions, cards, desk, waits=True)
    for restart in range(restarts):
        before = len(desk.acts)
        until(lambda before=before: len(desk.acts) > before + 10 or not threads[0].is_alive(), 60)
        cluster.do("restart", "-m", "immediate")
        recovered.append(worker_recovers(cluster, f"restart{restart}"))
    for thread in threads:
        thread.join()
    judged = house.ask("judge", given=desk.thanked())
    print(  # noqa: T201
        f"{restarts} restarts, {len(desk.submissions) + len(desk.acts)} acknowledged, {desk.turned_away} times 503, "
        f"{desk.again} without an answer, worker back after {max(recovered):.1f} s at the most"
    )
    assert desk.odd == [], "".join(house.said)
    assert (judged["faults"], judged["states"], same_server(house)) == ([], {"closed": cards}, True)
    assert (desk.turned_away > 0, max(recovered) <= 10) == (True, True)


def test_down_for_a_while(cluster: Cluster, build: Callable[[int], tuple[House, dict[str, str]]]) -> None:
    """Half a minute stands for five: the pauses have reached their longest by then."""
    house, sessions = build(cluster.port)
    assert house.get(QUEUE, sessions["agent"])[0] == 200
    house.said.clear()
    cluster.do("stop", "-m", "fast")
    ends, answers = time.monotonic() + OUTAGE, []
    while time.monotonic() < ends:
        answers.append(house.get(QUEUE, sessions["agent"]))
        time.sleep(0.05)
    lines = list(house.said)
    cluster.do("start")
    again, back = until(lambda: house.get(QUEUE, sessions["agent"])[0] == 200, 10), worker_recovers(cluster, "down")
    slowest = max(took for *_, took in answers)
    print(  # noqa: T201
        f"{len(answers)} requests in {OUTAGE} s, slowest {slowest:.2f} s, {len(lines)} lines in the log; "
        f"web back after {again:.1f} s, worker after {back:.1f} s"
    )
    assert {(status, retry.isdigit(), "暂时无法工作" in page) for status, retry, page, _ in answers} == {
        (503, True, True)
    }
    assert (slowest <= 2, len(lines) <= OUTAGE, back <= 10, same_server(house)) == (True, True, True, True), lines
    assert house.ask("judge", given=Desk().thanked())["faults"] == []


def test_silent(cluster: Cluster, build: Callable[[int], tuple[House, dict[str, str]]]) -> None:
    """No answer and no word that there will be none: given up within five seconds, well again at once."""
    with Proxy(cluster.port) as proxy:
        house, sessions = build(proxy.port)
        assert house.get(QUEUE, sessions["agent"])[0] == 200
        proxy.silence()
        answers = [house.get(QUEUE, sessions["agent"]) for _ in range(8)]
        proxy.mend()
        again = until(lambda: house.get(QUEUE, sessions["agent"])[0] == 200, 15)
    slowest = max(took for *_, took in answers)
    print(f"8 requests while it was silent, slowest {slowest:.1f} s; well again after {again:.1f} s")  # noqa: T201
    assert {(status, retry.isdigit()) for status, retry, *_ in answers} == {(503, True)}
    assert (slowest <= 5, again <= 5, same_server(house)) == (True, True, True)


def test_silent_after_the_commit_was_sent(
    cluster: Cluster, build: Callable[[int], tuple[House, dict[str, str]]]
) -> None:
    """Done, but nobody was told: the same form, sent again, gives the card that is there."""
    form = {"answer": "workstation", "text": "打印机不出纸", "submission": "cut-0123456789abcdef"}
    with Proxy(cluster.port) as proxy:
        house, sessions = build(proxy.port)
        ward = Client(house, sessions["ward_a"])
        # The first request of a process is slow for other reasons.
        assert house.get("/portal/report/", sessions["ward_a"])[0] == 200
        proxy.swallow_commit_after(b'INSERT INTO "tickets_ticket"')
        started = time.monotonic()
        first = ward.post("/portal/report/", **form)
        took = time.monotonic() - started
        assert proxy.swallowed(0)
        proxy.mend()
        kept = until(lambda: cluster.say(NAME, "SELECT count(*) FROM tickets_ticket") == [(1,)], 5)
        ward.waits = True
        again = ward.post("/portal/report/", **form)
        judged = house.ask("judge", given={"submissions": [form["submission"]], "acts": []})
    print(f"503 after {took:.1f} s, the row seen {kept:.1f} s later; sent again: {again[1]}")  # noqa: T201
    assert (first[0], again[0], took <= 5) == (503, 302, True), "".join(house.said)
    assert (judged["faults"], judged["states"]) == ([], {"accepted": 1})
    assert cluster.say(NAME, "SELECT count(*) FROM tickets_ticket") == [(1,)]
