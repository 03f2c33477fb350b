"""One unchanging view of the database while it is in use."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one instant; nobody who writes is held up.

    SQLite would otherwise begin IMMEDIATE, which takes the only writer's place for as long as the reading lasts.
    """
    if _inside_one():
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            # The view is of the instant of the first reading.
            cursor.execute("SELECT count(*) FROM sqlite_schema")
            cursor.fetchall()
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _inside_one() -> bool:
    connection.ensure_connection()
    return connection.in_atomic_block or (connection.vendor == "sqlite" and connection.connection.in_transaction)
