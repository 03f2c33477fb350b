"""Fault 1: kill -9 at the n-th statement of an act, before its commit. Fault 2: after it, and before the answer.

Fault 6: between bytes and row. Nothing half done, bytes before rows, and the form sent again gives what is there.
"""

import os
import signal
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, connections

from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast
from tests.faults.acts import TRIALS, prepare
from tests.faults.world import check_world, half_written, orphans, picture

QUICK = ("report", "close")
KILLED, DONE = -signal.SIGKILL, 0


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def in_a_child(cast: Cast, name: str, number: str, key: str, nth: int) -> int:
    """The act in a process of its own, which dies at its n-th statement (0: after the last); how it ended."""
    connections.close_all()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        _act(cast, name, number, key, nth)
        os._exit(DONE)
    finally:
        os._exit(70)


def _act(cast: Cast, name: str, number: str, key: str, nth: int) -> None:
    seen = 0

    def dies(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += connection.in_atomic_block
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    if nth:
        with connection.execute_wrapper(dies):
            TRIALS[name].act(cast, number, key)
    else:
        TRIALS[name].act(cast, number, key)
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in TRIALS]
)
def test_killed_at_every_statement(shared_cast: Cast, name: str) -> None:
    number = prepare(shared_cast, TRIALS[name], "k")
    before, outcomes, nth, ended = picture(), [], 0, KILLED
    while ended == KILLED:
        nth += 1
        ended = in_a_child(shared_cast, name, number, "k", nth)
        outcomes.append((ended, picture() == before, half_written()))
    assert outcomes == [(KILLED, True, set())] * (nth - 1) + [(DONE, False, set())]
    assert nth > 5
    assert check_world() == []


@pytest.mark.django_db(transaction=True)
def test_killed_after_the_commit_and_before_the_answer(shared_cast: Cast) -> None:
    """Nobody was thanked, so the form is sent again: it gives the card that is there."""
    assert in_a_child(shared_cast, "report", "", "k", 0) == KILLED
    first = Ticket.objects.get().number
    again = TRIALS["report"].act(shared_cast, "", "k")
    assert (str(again), Ticket.objects.count(), check_world(["k-0123456789abcdef-act"])) == (first, 1, [])


@pytest.mark.django_db(transaction=True)
def test_killed_between_the_bytes_and_the_row(shared_cast: Cast) -> None:
    """The bytes are in place, the row is not: an orphan each time, never a row without bytes."""
    number = prepare(shared_cast, TRIALS["reply"], "k")
    strays, nth = [], 0
    while in_a_child(shared_cast, "reply", number, "k", nth := nth + 1) == KILLED:
        strays.append(len(orphans()))
        assert check_world() == []
    assert (strays[0], strays[-1]) == (
        0,
        sum(later > sooner for sooner, later in pairwise(strays)),
    )
    assert strays[-1] > 3
