"""One act, one transaction: retried whole when the database says that two acts met."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, transaction

from shouwen.apps.ledger.turn import writers_turn

P = ParamSpec("P")
R = TypeVar("R")

RETRIES = 3
# PostgreSQL: serialization_failure, deadlock_detected, and unique_violation, when the same form came twice at once:
# the second try finds what the other wrote. SQLite waits instead (BEGIN IMMEDIATE).
RETRYABLE = {"40001", "40P01", "23505"}


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
