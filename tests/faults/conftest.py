"""A database that several threads and processes can really share."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from tests import migrated
from tests.cast import Cast, assemble
from tests.faults.processes import House


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """On SQLite a file in WAL mode, as in service: the one in memory has other locks. On PostgreSQL the test's own."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    file = tmp_path / "shared.sqlite3"
    copy = sqlite3.connect(file)
    in_memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    yield
    connections["default"].close()
    connection.connection, connection.settings_dict["NAME"] = in_memory, name


@pytest.fixture
def shared_cast(shared_database: None) -> Cast:
    return assemble()


@pytest.fixture
def houses(db: None, tmp_path: Path) -> Iterator[Callable[[], House]]:
    """Installations with data of their own, on the database that this run is about; gone afterwards."""
    made: list[House] = []

    def build() -> House:
        house = House(tmp_path / f"data{len(made)}")
        if connection.vendor != "sqlite":
            house.database = _address(f"{connection.settings_dict['NAME']}_house{len(made)}_{os.getpid()}")
            _on_the_server(f'CREATE DATABASE "{_name(house)}"')
        made.append(house)
        return house

    yield build
    for house in made:
        house.stop()
        if house.database:
            _on_the_server(f'DROP DATABASE "{_name(house)}" WITH (FORCE)')


@pytest.fixture
def house(houses: Callable[[], House]) -> House:
    """One whose tables are there already."""
    made = houses()
    if made.database:
        server, name = made.database.rsplit("/", 1)
        _on_the_server(f'DROP DATABASE "{name}"')
        _on_the_server(f'CREATE DATABASE "{name}" TEMPLATE "{migrated.template(server)}"')
    else:
        made.data.mkdir()
        shutil.copy(migrated.file(), made.data / migrated.NAME)
    return made


def _address(name: str) -> str:
    given = connection.settings_dict
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT'] or 5432}/{name}"


def _name(house: House) -> str:
    return house.database.rsplit("/", 1)[1]


def _on_the_server(statement: str) -> None:
    with psycopg.connect(_address("postgres"), autocommit=True) as maker:
        maker.execute(statement)
