"""Fault 14: somebody else holds the writer's place for three seconds; acts wait and pass.

Fault 17: two acts deadlock, or their reads are overtaken: tried again, at most three times, and each done once.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from shouwen.apps.customers.models import Hospital
from shouwen.apps.ledger.unit_of_work import act
from tests.cast import Cast
from tests.faults.together import at_once
from tests.faults.world import check_world

pytestmark = pytest.mark.django_db(transaction=True)
HELD_SECONDS = 3
# A process of its own takes the writer's place, says so, and gives it back after a while.
SQLITE_HOLDER = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
held.execute("COMMIT")
"""
POSTGRES_HOLDER = """
import psycopg, sys, time
with psycopg.connect(sys.argv[1]) as held:
    held.execute("LOCK TABLE tickets_numberseries, tickets_ticket IN EXCLUSIVE MODE")
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""
ONLY_POSTGRESQL = "only PostgreSQL lets two writers in, so that they can meet; SQLite takes one after the other"


@contextmanager
def writers_place_held(where: str, seconds: float) -> Iterator[subprocess.Popen[str]]:
    script = SQLITE_HOLDER if connection.vendor == "sqlite" else POSTGRES_HOLDER
    holder = subprocess.Popen([sys.executable, "-c", script, where, str(seconds)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    yield holder
    holder.communicate(timeout=60)


def test_an_act_waits_for_three_seconds_and_passes(shared_cast: Cast) -> None:
    connection.ensure_connection()
    sqlite = connection.vendor == "sqlite"
    where = str(connection.settings_dict["NAME"]) if sqlite else connection.connection.info.dsn
    with writers_place_held(where, HELD_SECONDS):
        assert at_once(4, lambda index: shared_cast.report(key=f"w{index}").pk is not None) == [True] * 4
    assert check_world([f"w{index}-0123456789abcdef" for index in range(4)]) == []


@pytest.fixture
def pair(shared_cast: Cast) -> tuple[int, int]:
    if connection.vendor == "sqlite":
        pytest.skip(ONLY_POSTGRESQL)
    return shared_cast.hospital.pk, shared_cast.other_hospital.pk


def test_a_deadlock_is_tried_again(pair: tuple[int, int]) -> None:
    """Two acts lock two rows in opposite order, each holding its first before it asks for its second."""
    both_hold, tries = threading.Barrier(2), []

    @act
    def rename(first: int, second: int) -> str:
        tries.append(first)
        Hospital.objects.select_for_update().get(pk=first)
        if len(tries) <= 2:
            both_hold.wait(30)
        Hospital.objects.select_for_update().get(pk=second)
        Hospital.objects.filter(pk=first).update(short_name=f"renamed {first}")
        return "renamed"

    assert at_once(2, lambda index: rename(*(pair if index else pair[::-1]))) == ["renamed"] * 2
    assert (sorted(set(tries)), len(tries)) == (sorted(pair), 3)
    names = Hospital.objects.order_by("pk").values_list("short_name", flat=True)
    assert list(names) == [f"renamed {pk}" for pk in sorted(pair)]


def test_a_serialization_failure_is_tried_again(pair: tuple[int, int]) -> None:
    """Two acts read one row, then both write what they read, and one more."""
    both_read, tries = threading.Barrier(2), []
    Hospital.objects.filter(pk=pair[0]).update(short_name="0")

    @act
    def count() -> str:
        with connections["default"].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        tries.append(1)
        hospital = Hospital.objects.get(pk=pair[0])
        if len(tries) <= 2:
            both_read.wait(30)
        Hospital.objects.filter(pk=pair[0]).update(short_name=str(int(hospital.short_name) + 1))
        return "counted"

    assert at_once(2, lambda _index: count()) == ["counted"] * 2
    assert (Hospital.objects.get(pk=pair[0]).short_name, len(tries)) == ("2", 3)
