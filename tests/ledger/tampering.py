"""A small ledger, and somebody with the database's own tools."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.chain import digest

START = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
ACTOR = ("staff", 4)


def fill(chains: int = 3, length: int = 5) -> None:
    """Chains of tickets 1, 2, 3…, each of the same length."""
    for number in range(1, chains + 1):
        for seq in range(1, length + 1):
            append(
                subject=("ticket", number), actor=ACTOR, code="ticket.linked", at=START + timedelta(minutes=seq), n=seq
            )


def sql(statement: str, values: Sequence[Any] = ()) -> int:
    """Run a statement behind the product's back; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def forge(number: int, seq: int, prev: str) -> str:
    """Write an event that never happened, with a hash that fits; its hash."""
    at = START + timedelta(hours=1)
    hashed = digest(subject=("ticket", number), seq=seq, at=at, actor=ACTOR, code="forged", data={}, prev=prev)
    columns = "subject_kind, subject_id, seq, at, actor_kind, actor_id, code, data, prev, hash"
    values = ["ticket", number, seq, at, *ACTOR, "forged", "{}", prev, hashed]
    if connection.vendor == "sqlite":
        values[3] = at.strftime("%Y-%m-%d %H:%M:%S")
    sql(f"INSERT INTO ledger_event ({columns}) VALUES ({', '.join(['%s'] * len(values))})", values)
    return hashed


def allow_forks() -> None:
    """Take the unique constraint away; SQLite knows no other way than a table without it."""
    if connection.vendor == "sqlite":
        sql("CREATE TABLE forkable AS SELECT * FROM ledger_event")
        sql("DROP TABLE ledger_event")
        sql("ALTER TABLE forkable RENAME TO ledger_event")
        # What refers to an event still needs its id to be one.
        sql("CREATE UNIQUE INDEX ledger_event_id ON ledger_event (id)")
    else:
        sql("ALTER TABLE ledger_event DROP CONSTRAINT ledger_event_no_fork")
