"""Raw durable commits of the rows that an act wrote: the same values into bare tables, a transaction each."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from bench.rig.acts import Written

Insert = tuple[str, Sequence[Any]]


def commits(written: Sequence[Written], *, clients: int, seconds: float) -> float:
    """Transactions a second by so many connections at once."""
    inserts = [_bare_table(number, each) for number, each in enumerate(written)]
    with ThreadPoolExecutor(clients) as pool:
        done = list(pool.map(lambda _client: _commit(inserts, seconds), range(clients)))
    return sum(done) / seconds


def _bare_table(number: int, written: Written) -> Insert:
    """No keys and no indexes, so that any number of equal rows fit."""
    table = f"bench_raw_{number}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(f'CREATE TABLE {table} AS SELECT * FROM "{written.table}" WHERE 1 = 0')
    marks = ", ".join(["%s"] * len(written.values))
    return f"INSERT INTO {table} VALUES ({marks})", written.values


def _commit(inserts: Sequence[Insert], seconds: float) -> int:
    connection.ensure_connection()
    done, until = 0, time.perf_counter() + seconds
    execute: Callable[[str, Sequence[Any]], Any] = connection.connection.cursor().execute
    begin = "BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN"
    if connection.vendor == "sqlite":
        inserts = [(sql.replace("%s", "?"), values) for sql, values in inserts]
    else:
        connection.connection.autocommit = True
    while time.perf_counter() < until:
        execute(begin, ())
        for sql, values in inserts:
            execute(sql, values)
        execute("COMMIT", ())
        done += 1
    connection.close()
    return done
