"""Faults 3, 4, 23 and 29: workers at once, workers that are killed, clocks that jump.

Every deadline is told once, every letter sent at least once.
"""

import random
import re
import subprocess
from signal import SIGKILL

import pytest

from tests.schedulers.conftest import Desk, Inbox

pytestmark = pytest.mark.database
CARDS = 24
LEFT = re.compile(r"card \d+ could not be looked at\n")


# Each card: response 50, 80, 100; grade 1 in three hours also resolution 50, and one climb.
def events_of(cards: int) -> int:
    return cards * 3 + cards // 2 * 2


def whole(desk: Desk, cards: int = CARDS) -> None:
    """Everything told, nothing twice, at the true instants, and a ledger that verifies."""
    told = desk.told()
    assert {key: told[key] for key in ("cards", "told", "twice", "left", "world", "notices_twice", "minutes")} == {
        "cards": cards,
        "told": events_of(cards),
        "twice": 0,
        "left": 0,
        "world": [],
        "notices_twice": 0,
        "minutes": [15, 60],
    }
    assert told["firings"] == events_of(cards)


@pytest.mark.parametrize("workers", [2, 5])
def test_workers_at_once_tell_each_deadline_once(desk: Desk, workers: int) -> None:
    desk.step("fill", str(CARDS))
    started = [desk.worker() for _ in range(workers)]
    for worker in started:
        _out, err = worker.communicate(timeout=120)
        # A card that two met at, and one waited for too long, is left to the next look; nothing else may be said.
        assert (worker.returncode, LEFT.sub("", err)) == (0, "")
    # One more look finds nothing undone.
    desk.worker().communicate(timeout=120)
    whole(desk)


def test_a_worker_killed_in_the_middle_leaves_nothing_half_told(desk: Desk) -> None:
    desk.step("fill", str(CARDS))
    for calls in (1, 3, 20):
        desk.step("die_in_watch", str(calls), code=-SIGKILL)
    first, second = desk.worker(), desk.worker()
    first.communicate(timeout=120)
    second.communicate(timeout=120)
    desk.worker().communicate(timeout=120)
    whole(desk)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 5])
def test_two_hundred_cards_and_workers_killed_again_and_again(desk: Desk, workers: int) -> None:
    """Each worker is killed six times, wherever it stands, and another takes its place."""
    cards, kills, dice = 200, 6, random.Random(workers)
    desk.step("fill", str(cards))
    for _ in range(kills):
        started = [desk.start("shouwen.config.cli", "worker") for _ in range(workers)]
        for worker in started:
            with pytest.raises(subprocess.TimeoutExpired):
                worker.wait(dice.uniform(0.8, 1.6))
        for worker in started:
            worker.kill()
            worker.communicate(timeout=20)
    for _ in range(2):
        desk.worker().communicate(timeout=240)
    whole(desk, cards)
    print(f"{workers} workers, {kills * workers} kills, {events_of(cards)} events, none twice, none lost")  # noqa: T201


@pytest.mark.slow
def test_two_hundred_cards_and_a_clock_that_jumps(desk: Desk) -> None:
    """A day ahead, a week back, an hour ahead, and right again: nothing twice, every breach at its true instant."""
    desk.step("fill", "200")
    for minutes in ("1440", "-10080", "60", "0"):
        desk.step("watch_at", minutes)
    desk.worker().communicate(timeout=240)
    told = desk.told()
    assert {key: told[key] for key in ("cards", "twice", "left", "world", "minutes")} == {
        "cards": 200,
        "twice": 0,
        "left": 0,
        "world": [],
        "minutes": [15, 60],
    }
    assert told["firings"] >= events_of(200)


def test_a_letter_claimed_by_a_dead_worker_waits_for_its_lease_and_is_sent_once(desk: Desk, inbox: Inbox) -> None:
    kept, mail = inbox.letters, inbox.mail
    desk.step("fill", "2")
    desk.step("die_after_claim", "0", code=-SIGKILL)
    claimed = desk.told()["deliveries"]["pending"]
    desk.run("shouwen.config.cli", "worker", "--once", **mail)
    told = desk.told()
    assert (told["deliveries"], told["world"]) == ({"pending": claimed, "sent": len(kept)}, [])
    assert len(kept) == len(set(kept)) > 0


def test_a_letter_whose_lease_has_ended_is_sent_once_by_two_workers(desk: Desk, inbox: Inbox) -> None:
    kept, mail = inbox.letters, inbox.mail
    desk.step("fill", "8")
    desk.step("die_after_claim", "6", code=-SIGKILL)
    workers = [desk.worker(**mail) for _ in range(2)]
    for worker in workers:
        worker.communicate(timeout=120)
    desk.run("shouwen.config.cli", "worker", "--once", **mail)
    told = desk.told()
    deliveries = told["deliveries"]
    assert told["world"] == []
    assert deliveries["sent"] == len(kept) == len(set(kept))
    assert "pending" not in deliveries


def test_killed_between_the_servers_yes_and_our_mark_gives_the_same_letter_twice(desk: Desk, inbox: Inbox) -> None:
    kept, mail = inbox.letters, inbox.mail
    desk.step("fill", "2")
    desk.step("die_after_sending", "6", code=-SIGKILL, **mail)
    (first,) = kept
    desk.run("shouwen.config.cli", "worker", "--once", **mail)
    assert (kept.count(first), desk.told()["world"]) == (2, [])
    assert len(kept) == len(set(kept)) + 1
