"""One act, one transaction: retried whole when the database says that two acts met."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, OperationalError, transaction

P = ParamSpec("P")
R = TypeVar("R")

RETRIES = 3
# PostgreSQL: serialization_failure, deadlock_detected, and unique_violation, when the same form came twice at once:
# the second try finds what the other wrote. SQLite waits instead (BEGIN IMMEDIATE).
RETRYABLE = {"40001", "40P01", "23505"}

_turn = Lock()


@contextmanager
def writers_turn() -> Iterator[None]:
    """On SQLite the threads of one process queue up; waiting for its file alone some would never be the lucky one."""
    connection = transaction.get_connection()
    if connection.vendor != "sqlite":
        yield
        return
    if not _turn.acquire(timeout=connection.settings_dict["OPTIONS"]["timeout"]):
        raise OperationalError("the writers before this one did not come to an end")
    try:
        yield
    finally:
        _turn.release()


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Run an act inside one transaction; an act inside another one is undone alone, and never retried."""

    @functools.wraps(function)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        if transaction.get_connection().in_atomic_block:
            with transaction.atomic():
                return function(*args, **kwargs)
        for attempt in range(1, RETRIES + 1):
            try:
                with writers_turn(), transaction.atomic():
                    return function(*args, **kwargs)
            except DatabaseError as error:
                state = getattr(error.__cause__, "sqlstate", None)
                if state not in RETRYABLE or attempt == RETRIES:
                    raise
        raise AssertionError("unreachable")

    return whole
