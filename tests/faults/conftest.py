"""A database that several threads and processes can really share."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from tests.cast import Cast, assemble


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
