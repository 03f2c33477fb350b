"""Fault 8: kill -9 at the n-th statement of migrating: run again, it completes, and the schema is the clean path's."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
import pytest

from tests.faults.processes import House

Schema = list[tuple[str, ...]]
COLUMNS = """SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
WHERE table_schema = 'public' ORDER BY 1, 2"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
MIGRATE = "tests.faults.migrates_and_dies"
KILLED = -9
# The migration that was killed last is done again, and the one after it is killed.
FIRST_NOTE, SECOND_NOTE = "note1", "note2"


def schema_of(house: House) -> Schema:
    """Every table, column and index, and every migration that is written down as done."""
    if house.database:
        with psycopg.connect(house.database) as connection:
            rows = [*connection.execute(COLUMNS), *connection.execute(INDEXES)]
            done = connection.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
        return [tuple(str(cell) for cell in row) for row in (*rows, *done)]
    (file,) = Path(house.data).glob("*.sqlite3")
    with sqlite3.connect(file) as connection:
        found = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2").fetchall()
        done = connection.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
    return [tuple(str(cell) for cell in row) for row in (*found, *done)]


def kill_and_go_on(houses: Callable[[], House], points: int) -> tuple[int, list[int]]:
    """So many points over the whole length; how many statements there are, and where the outcome differed."""
    clean = houses()
    told = clean.run(MIGRATE, "0")
    assert told.returncode == 0, told.stderr
    statements, wanted = int(told.stdout), schema_of(clean)
    different = []
    for point in range(points):
        house = houses()
        nth = 1 + point * (statements - 1) // max(points - 1, 1)
        assert house.run(MIGRATE, str(nth), patience=600).returncode == KILLED
        again = house.run(MIGRATE, "0")
        if (again.returncode, schema_of(house)) != (0, wanted):
            different.append(nth)
    return statements, different


def killed_about_a_note(houses: Callable[[], House], notes: slice, steps: Sequence[int]) -> None:
    """The statement that writes the note of a migration, and those around it: the tables are there with it or not."""
    clean = houses()
    statements = clean.run(MIGRATE, "0", "django_migrations", patience=600)
    written = [int(word) for word in statements.stderr.split()]
    wanted = schema_of(clean)
    for nth in [note + step for note in written[notes] for step in steps]:
        house = houses()
        assert house.run(MIGRATE, str(nth), patience=600).returncode == KILLED
        assert (house.run(MIGRATE, "0", patience=600).returncode, schema_of(house)) == (0, wanted), nth


@pytest.mark.once
@pytest.mark.django_db
def test_killed_between_the_tables_and_the_note(houses: Callable[[], House]) -> None:
    killed_about_a_note(houses, slice(4, 5), (0, 1))


@pytest.mark.slow
@pytest.mark.django_db
def test_killed_about_the_notes_of_two(houses: Callable[[], House]) -> None:
    killed_about_a_note(houses, slice(4, 6), (-1, 0, 1))


@pytest.mark.slow
@pytest.mark.django_db
def test_killed_at_forty_points(houses: Callable[[], House]) -> None:
    statements, different = kill_and_go_on(houses, 40)
    print(f"{statements} statements, killed at 40 of them, {len(different)} other outcomes")  # noqa: T201
    assert different == []


@pytest.mark.slow
@pytest.mark.django_db
def test_killed_in_every_migration(houses: Callable[[], House]) -> None:
    """One house, in which each migration is killed at its last statement, the note that it was done, and runs again."""
    clean, house, killed = houses(), houses(), 0
    assert clean.run(MIGRATE, "0").returncode == 0
    wanted = schema_of(clean)
    while house.run(MIGRATE, SECOND_NOTE if killed else FIRST_NOTE).returncode == KILLED:
        killed += 1
    migrations = [row for row in wanted if len(row) == 2]
    print(f"{killed} of {len(migrations)} migrations killed, each once")  # noqa: T201
    assert (killed, schema_of(house) == wanted) == (len(migrations), True)
