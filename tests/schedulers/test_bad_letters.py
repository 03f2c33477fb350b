"""Faults 30, 31 and 32: a worker that stood still, a letter that is the end of its worker, a letter of tomorrow."""

import json
import os
import signal
from pathlib import Path

import pytest

from tests.schedulers.conftest import Desk, Inbox

pytestmark = pytest.mark.database
ATTEMPTS = 8


def stands_still(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"


def letters(desk: Desk, state: str) -> list[list[object]]:
    found: list[list[object]] = json.loads(desk.step("letters_of", state))
    return found


@pytest.mark.slow
def test_fault_30_a_worker_that_stood_still_past_its_lease_changes_nothing(desk: Desk, inbox: Inbox) -> None:
    desk.step("fill", "2")
    sleeper = desk.start("tests.schedulers.desk", "stop_in_sending", "6", **inbox.mail)
    while not stands_still(sleeper.pid):
        assert sleeper.poll() is None
    desk.run("shouwen.config.cli", "worker", "--once", **inbox.mail)
    sent = letters(desk, "sent")
    os.kill(sleeper.pid, signal.SIGCONT)
    out, err = sleeper.communicate(timeout=60)
    assert (json.loads(out), err) == ({"begin": False, "end": False, "put back": False, "deliver": 0}, "")
    told = desk.told()
    assert (letters(desk, "sent"), told["deliveries"], told["world"]) == (sent, {"sent": len(sent)}, [])
    assert len(inbox.letters) == len(set(inbox.letters)) == len(sent) > 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "code", "most"),
    [("raises", 0, ATTEMPTS), ("eats memory", 0, ATTEMPTS), ("dies", -signal.SIGSEGV, ATTEMPTS + 1)],
)
def test_fault_31_a_letter_that_its_worker_cannot_bear(
    desk: Desk, inbox: Inbox, how: str, code: int, most: int
) -> None:
    """All others go out at the first or second chance; it is given up after eight tries, and shown."""
    desk.step("fill", "2")
    # The letters are written by the watch, which comes first.
    desk.worker().communicate(timeout=120)
    every = len(letters(desk, "no_route"))
    assert every > 2
    desk.step("revive_all")
    turns, waiting = 0, every
    while waiting and turns <= most:
        turns += 1
        worker = desk.start("tests.schedulers.desk", "poison", how, **inbox.mail)
        worker.communicate(timeout=60)
        assert worker.returncode == (code if turns <= ATTEMPTS else 0), turns
        waiting = int(desk.step("let_time_pass", "300"))
        assert waiting == 1 or turns != 2
    ((_pk, tries, error),) = letters(desk, "dead")
    assert (tries, turns, "poison" in str(error) or how != "raises") == (ATTEMPTS, most, True)
    told = desk.told()
    assert (told["deliveries"], told["world"]) == ({"sent": every - 1, "dead": 1}, [])
    assert len(inbox.letters) == len(set(inbox.letters)) == every - 1


@pytest.mark.slow
def test_fault_31_a_letter_that_never_ends(desk: Desk, inbox: Inbox) -> None:
    """Its worker is given up, deadlines were told meanwhile, and the next worker begins with the others."""
    desk.step("fill", "3")
    desk.worker().communicate(timeout=120)
    every = len(letters(desk, "no_route"))
    desk.step("revive_all")
    stuck = desk.start("tests.schedulers.desk", "poison", "loops", **inbox.mail)
    _out, err = stuck.communicate(timeout=60)
    assert (stuck.returncode, err) == (1, "A job does not end: this worker is given up.\n")
    desk.step("let_time_pass", "6")
    desk.run("shouwen.config.cli", "worker", "--once", **inbox.mail)
    told = desk.told()
    assert (told["deliveries"], told["world"]) == ({"sent": every}, [])
    assert len(inbox.letters) == len(set(inbox.letters)) == every


@pytest.mark.slow
def test_fault_32_a_letter_of_a_newer_version_waits_for_it_and_shows(desk: Desk, inbox: Inbox) -> None:
    desk.step("enqueue_unknown", "3")
    desk.run("shouwen.config.cli", "worker", "--once", **inbox.mail)
    assert [row[1:] for row in letters(desk, "pending")] == [[0, ""]] * 3
    said = desk.run("shouwen.config.cli", "deliveries").splitlines()
    assert said[0] == "pigeon: unknown to this version: 3 wait for a newer one"
    assert desk.told()["world"] == []
