"""One act, one transaction: retried whole when the database says that two acts met."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connection, transaction

from shouwen.apps.ledger.turn import writers_turn
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

P = ParamSpec("P")
R = TypeVar("R")

RETRIES = 3
# PostgreSQL: serialization_failure, deadlock_detected, and unique_violation, when the same form came twice at once:
# the second try finds what the other wrote. SQLite waits instead (BEGIN IMMEDIATE).
RETRYABLE = {"40001", "40P01", "23505"}


_confirm: list[Callable[[Actor], None]] = []


def confirm_by(confirm: Callable[[Actor], None]) -> None:
    """Who acts is asked again inside the act's own transaction: a right that was taken away meanwhile is gone.

    The roof says by whom (config/wiring.py); the ledger knows nobody.
    """
    _confirm[:] = [confirm]


def _asked_again(arguments: tuple[object, ...]) -> None:
    for each in arguments[:1]:
        if isinstance(each, Actor):
            for confirm in _confirm:
                confirm(each)


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
                    _asked_again(args)
                    return function(*args, **kwargs)
            except DatabaseError as error:
                state = getattr(error.__cause__, "sqlstate", None)
                if state not in RETRYABLE or attempt == RETRIES:
                    raise
        raise AssertionError("unreachable")

    return whole


@act
def alone(actor: Actor, place: str, do: Callable[[], R]) -> R:
    """Do this while nobody else is in here with this place: what it reads is still so when it saves.

    SQLite has one writer at a time (BEGIN IMMEDIATE). `actor` is asked again, as by every act.
    """
    alone_in(place)
    return do()


class _TakenBack(Exception):  # noqa: N818  an answer, not an error
    def __init__(self, refused: Refused | None) -> None:
        super().__init__()
        self.refused = refused


def taken_back(actor: Actor, do: Callable[[], object]) -> Refused | None:
    """Why this could not be done now; None when it could. It is done as every act is, and taken back at once."""

    def done(_actor: Actor) -> None:
        try:
            do()
        except Refused as refused:
            raise _TakenBack(refused) from refused
        raise _TakenBack(None)

    try:
        act(done)(actor)
    except _TakenBack as back:
        return back.refused
    return None


def alone_in(place: str) -> None:
    """Until the end of this transaction nobody else is in here with this place."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [place])
