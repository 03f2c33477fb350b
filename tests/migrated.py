"""A database with every migration and nothing else: made once for these migrations, and copied from then on.

Bringing a new one up to date takes half a minute of computing, and a run of all tests needs some thirty.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import psycopg

CHECKOUT = Path(__file__).resolve().parent.parent
NAME = "shouwen.sqlite3"
PREFIX = "shouwen_migrated_"
# Copies of other versions are left alone for so long: another checkout may be at its tests.
KEPT = timedelta(days=1)


@cache
def fingerprint() -> str:
    """Of the migrations, ours and those of the packages."""
    found = hashlib.sha256((CHECKOUT / "requirements.txt").read_bytes())
    for path in sorted((CHECKOUT / "shouwen").rglob("migrations/*.py")):
        found.update(path.name.encode() + path.read_bytes())
    # What a migration may write down comes from elsewhere.
    for path in sorted((CHECKOUT / "shouwen" / "policy").glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[Path]:
    """The folder of these copies; other processes wait until this one has made what it wants."""
    folder = Path(tempfile.gettempdir()) / f"shouwen-migrated-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


@cache
def file() -> Path:
    """As an SQLite file."""
    with _alone() as folder:
        found = folder / f"{fingerprint()}.sqlite3"
        if not found.exists():
            for old in folder.glob("*.sqlite3"):
                if time.time() - old.stat().st_mtime > KEPT.total_seconds():
                    old.unlink()
            with tempfile.TemporaryDirectory(dir=folder) as made:
                _migrate(SHOUWEN_DATA=made)
                (Path(made) / NAME).rename(found)
        return found


@cache
def template(server: str) -> str:
    """As a database of a PostgreSQL (its address without a name), to be named as a template."""
    with _alone(), psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        rows = connection.execute(f"SELECT datname FROM pg_database WHERE datname LIKE '{PREFIX}%'".encode()).fetchall()
        there = sorted(name for (name,) in rows)
        known = next((name for name in there if name.endswith(f"_{fingerprint()}")), "")
        if known:
            return known
        today = datetime.now(UTC).date()
        for old in there:
            if old < f"{PREFIX}{today - KEPT:%Y%m%d}":
                connection.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)'.encode())
        found = f"{PREFIX}{today:%Y%m%d}_{fingerprint()}"
        making = f"{found}_making"
        connection.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{making}"'.encode())
        with tempfile.TemporaryDirectory() as made:
            _migrate(SHOUWEN_DATA=made, DATABASE_URL=f"{server}/{making}")
        connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{found}"'.encode())
        return found


def _migrate(**more: str) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    given = {"SHOUWEN_SECRET_KEY": "only-for-tests", "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-m", "shouwen.config.cli", "migrate"]
    subprocess.run(command, env=kept | given | more, cwd=CHECKOUT, check=True)
