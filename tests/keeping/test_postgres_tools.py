"""PostgreSQL's tools: a clear sentence when they are missing, too old, or fail."""

from pathlib import Path

import pytest

from shouwen.config.keeping.postgres_tools import ToolError, run, tool


def fake(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


def test_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError) as error:
        tool("pg_dump", 99)
    assert str(error.value) == (
        "pg_dump was not found. Install the client tools of PostgreSQL 99 "
        "(Debian and Ubuntu: apt install postgresql-client-99)."
    )


def test_older_than_the_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = fake(tmp_path, "pg_dump", "echo 'pg_dump (PostgreSQL) 12.3 (Debian 12.3-1)'")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError) as error:
        tool("pg_dump", 99)
    assert str(error.value).startswith(f"{path} is of version 12, older than the server (99): ")
    assert tool("pg_dump", 12).endswith("pg_dump")


def test_a_failure_is_passed_on(tmp_path: Path) -> None:
    path = fake(tmp_path, "pg_dump", "echo $PGPASSWORD at $PGHOST >&2; exit 3")
    with pytest.raises(ToolError, match=r"^pg_dump failed: secret at here$"):
        run([path], {"HOST": "here", "PASSWORD": "secret"})
