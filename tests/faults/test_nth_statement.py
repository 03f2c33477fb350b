"""SQLite's own method: let the n-th statement fail, n = 1, 2, 3 …, until the act passes. All or nothing each time."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from shouwen.apps.tickets import actions
from tests.cast import Cast
from tests.faults.acts import AGAIN, TRIALS, Trial, prepare
from tests.faults.record_acts import ACTS
from tests.faults.world import check_world, picture

# The rest of the second and third loop takes long.
SOME = [pytest.param(name, marks=() if name in {"report", "reply", "merge"} else pytest.mark.slow) for name in TRIALS]
Execute = Callable[..., Any]


class DiskError(OperationalError):
    """What the database says when it cannot go on."""


class Failing:
    """Lets the n-th statement of an act's transaction fail, alone or with all after it."""

    def __init__(self, nth: int, forever: bool, error: Callable[[], Exception] = lambda: DiskError("disk I/O error")):
        self.nth, self.forever, self.error = nth, forever, error
        self.seen = 0

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:
        # Who acts is asked before the act begins.
        if not connection.in_atomic_block and not sql.startswith("BEGIN"):
            return execute(sql, params, many, context)
        self.seen += 1
        if self.seen == self.nth or (self.forever and self.seen > self.nth):
            raise self.error()
        return execute(sql, params, many, context)


def met_another_act() -> Exception:
    """As PostgreSQL says it when two acts met: the act is to be tried again."""
    cause = Exception("could not serialize access")
    cause.sqlstate = "40001"  # type: ignore[attr-defined]
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


def stride() -> int:
    """Every statement; on PostgreSQL every third, as SQLite has tried the others, but where all is asked for."""
    return 1 if connection.vendor == "sqlite" or os.environ.get("SHOUWEN_EVERY_STATEMENT") else 3


def fail_until_it_passes(cast: Cast, trial: Trial, *, forever: bool) -> list[str]:
    """What became of the world each time: `undone`, at last `done`, or what was wrong with it."""
    key = "forever" if forever else "once"
    number = prepare(cast, trial, key)
    before, outcomes = picture(), []
    for nth in range(1, 400, stride()):
        failing = Failing(nth, forever)
        try:
            with connection.execute_wrapper(failing):
                trial.act(cast, number, key)
        except DiskError:
            outcomes.append("undone" if picture() == before else f"half done at statement {nth}")
        else:
            outcomes.append("done" if failing.seen < nth else f"went on without statement {nth}")
            return outcomes
    raise AssertionError("never passed")


def check_done_or_undone(cast: Cast, name: str, *, forever: bool) -> None:
    outcomes = fail_until_it_passes(cast, TRIALS[name], forever=forever)
    failures = len(outcomes) - 1
    assert outcomes == ["undone"] * failures + ["done"]
    assert failures * stride() >= 5
    assert check_world() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", TRIALS)
def test_an_act_is_done_or_undone(cast: Cast, name: str) -> None:
    check_done_or_undone(cast, name, forever=False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", SOME)
def test_an_act_is_done_or_undone_when_nothing_works_any_more(cast: Cast, name: str) -> None:
    check_done_or_undone(cast, name, forever=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", SOME)
def test_an_act_that_met_another_is_tried_again(cast: Cast, name: str) -> None:
    """Each statement may be the one at which the database finds that two acts met; nobody notices."""
    trial = TRIALS[name]
    number = prepare(cast, trial, "clean")
    counting = Failing(0, forever=False)
    with connection.execute_wrapper(counting):
        trial.act(cast, number, "clean")
    for nth in range(1, counting.seen + 1, stride()):
        number = prepare(cast, trial, f"met{nth}")
        with connection.execute_wrapper(Failing(nth, False, met_another_act)):
            trial.act(cast, number, f"met{nth}")
    assert check_world() == []


def test_every_act_is_tried() -> None:
    tried = {AGAIN.get(name, name) for name in TRIALS}
    letters, with_its_pages = {"try_again", "give_up"}, {"report_by_fax"}  # the last: fax_acts
    assert tried | with_its_pages == letters | {name for name in actions.__all__ if name[0].islower()} | ACTS
