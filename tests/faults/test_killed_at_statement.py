"""Fault 1: kill -9 at the n-th statement of an act, before its commit. Fault 2: after it, and before the answer.

Fault 6: between bytes and row. Fault 7: at each statement of a month's end. Nothing half done, bytes before rows, and
the form sent again gives what is there.
"""

from itertools import pairwise
from typing import Any

import pytest

from shouwen.apps.tickets.models import Ticket
from tests.cast import Cast
from tests.faults.acts import TRIALS, prepare
from tests.faults.desk_acts import Desk
from tests.faults.killed import DONE, KILLED, in_a_child
from tests.faults.money_acts import TRIALS as MONEY
from tests.faults.world import check_world, half_written, orphans, picture

QUICK = ("report", "close")


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def trial(cast: Cast, name: str, number: str, nth: int) -> int:
    return in_a_child(lambda: TRIALS[name].act(cast, number, "k"), nth)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in TRIALS]
)
def test_killed_at_every_statement(shared_cast: Cast, name: str) -> None:
    number = prepare(shared_cast, TRIALS[name], "k")
    before, outcomes, nth, ended = picture(), [], 0, KILLED
    while ended == KILLED:
        nth += 1
        ended = trial(shared_cast, name, number, nth)
        outcomes.append((ended, picture() == before, half_written()))
    assert outcomes == [(KILLED, True, set())] * (nth - 1) + [(DONE, False, set())]
    assert nth > 5
    assert check_world() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["billing.close_statement", pytest.param("billing.credit", marks=pytest.mark.slow)])
def test_fault_7_killed_at_every_statement_of_the_months_end(shared_cast: Cast, name: str) -> None:
    """The statement of a month and its postings: both or neither, and done when it is asked for again."""
    before_it, act = MONEY[name]
    desk = Desk(shared_cast)
    for step in before_it:
        step(desk)
    before, outcomes, nth, ended = picture(), [], 0, KILLED
    while ended == KILLED:
        ended = in_a_child(lambda: act(desk), nth := nth + 1)
        outcomes.append((ended, picture() == before))
    assert outcomes == [(KILLED, True)] * (nth - 1) + [(DONE, False)]
    assert nth > 5
    assert check_world() == []


@pytest.mark.django_db(transaction=True)
def test_killed_after_the_commit_and_before_the_answer(shared_cast: Cast) -> None:
    """Nobody was thanked, so the form is sent again: it gives the card that is there."""
    assert trial(shared_cast, "report", "", 0) == KILLED
    first = Ticket.objects.get().number
    again = TRIALS["report"].act(shared_cast, "", "k")
    assert (str(again), Ticket.objects.count(), check_world(["k-0123456789abcdef-act"])) == (first, 1, [])


@pytest.mark.django_db(transaction=True)
def test_killed_between_the_bytes_and_the_row(shared_cast: Cast) -> None:
    """The bytes are in place, the row is not: an orphan each time, never a row without bytes."""
    number = prepare(shared_cast, TRIALS["reply"], "k")
    strays, nth = [], 0
    while trial(shared_cast, "reply", number, nth := nth + 1) == KILLED:
        strays.append(len(orphans()))
        assert check_world() == []
    assert (strays[0], strays[-1]) == (
        0,
        sum(later > sooner for sooner, later in pairwise(strays)),
    )
    assert strays[-1] > 3
