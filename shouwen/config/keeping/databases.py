"""The database into a file and out of it: by SQLite's online backup, or by PostgreSQL's own tools."""

import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connection

from shouwen.config.keeping.durable import sync_folder
from shouwen.config.keeping.manifest import POSTGRES, SQLITE, BrokenError
from shouwen.config.keeping.postgres_tools import run, tool


def server_version() -> str:
    if connection.vendor == "sqlite":
        return sqlite3.sqlite_version
    return str(_version())


def dump(folder: Path) -> Path:
    """The database as the surrounding snapshot sees it, in one file. Who reads and writes is not disturbed."""
    return _dump_sqlite(folder / SQLITE) if connection.vendor == "sqlite" else _dump_postgres(folder / POSTGRES)


def is_empty() -> bool:
    """Is there nothing yet that a restore could destroy?"""
    if connection.vendor == "sqlite":
        file = _file()
        return not file.exists() or file.stat().st_size == 0
    return not connection.introspection.table_names()


def put_back(dumped: Path, aside: Path) -> None:
    """Put a dump in the place of the database: at once or not at all."""
    connection.close()
    if connection.vendor == "sqlite":
        _put_back_sqlite(dumped, aside)
    else:
        _put_back_postgres(dumped)


def _dump_sqlite(target: Path) -> Path:
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        _examine(copy)
    finally:
        copy.close()
    return target


def _dump_postgres(target: Path) -> Path:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
    dumping = [tool("pg_dump", _major()), "--format=custom", "--no-owner", "--no-privileges"]
    run([*dumping, f"--snapshot={snapshot}", f"--file={target}"], connection.settings_dict)
    return target


def _put_back_sqlite(dumped: Path, aside: Path) -> None:
    """The old file and its log go aside, the new one comes; renames only, for everything is on one disk."""
    copy = sqlite3.connect(dumped)
    try:
        _examine(copy)
    finally:
        copy.close()
    file = _file()
    for ending in ("", "-wal", "-shm"):
        old = file.with_name(file.name + ending)
        if old.exists():
            aside.mkdir(mode=0o700, exist_ok=True)
            old.rename(aside / old.name)
    dumped.chmod(0o600)
    dumped.rename(file)
    sync_folder(file.parent)


def _put_back_postgres(dumped: Path) -> None:
    """One transaction: drop what is there, make what was dumped. Half a restore is rolled back by the server."""
    major = _major()
    old = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    connection.close()
    script = dumped.with_suffix(".sql")
    run([tool("pg_restore", major), "--no-owner", "--no-privileges", f"--file={script}", str(dumped)], {})
    drop = [f"--command=DROP TABLE {', '.join(old)} CASCADE"] if old else []
    command = [tool("psql", major), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    run([*command, *drop, f"--file={script}"], connection.settings_dict)


def _examine(copy: sqlite3.Connection) -> None:
    said = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise BrokenError(f"the database is damaged: {said}")


def _major() -> int:
    return _version() // 10_000


def _version() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.server_version)


def _file() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))
