"""A database of their own for processes of their own: a file, or one more database on the PostgreSQL under test."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller

from tests import migrated

CHECKOUT = Path(__file__).resolve().parent.parent.parent


class Desk:
    """Runs steps and workers against one database."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", *words],
            env=self.environment | more,
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, code: int = 0, **more: str) -> str:
        process = self.start(*words, **more)
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (code, "")
        return out

    def step(self, name: str, *words: str, code: int = 0, **more: str) -> str:
        return self.run("tests.schedulers.desk", name, *words, code=code, **more)

    def worker(self, **more: str) -> subprocess.Popen[str]:
        """A worker that does everything that is due, once."""
        return self.start("shouwen.config.cli", "worker", "--once", **more)

    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.step("tell"))
        return found


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    fixed = {"SHOUWEN_DATA": str(data), "SHOUWEN_SECRET_KEY": "only-for-tests", "PYTHONWARNINGS": "ignore"}
    return kept | fixed | more


class Server:
    """Databases beside the one of the tests, named after it and this process."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.prefix = address, f"{name}_faults_{os.getpid()}_"

    def url(self, name: str) -> str:
        return f"{self.address}/{self.prefix}{name}"

    def create(self, name: str, template: str = "template1") -> None:
        self._do(f'CREATE DATABASE "{self.prefix}{name}" TEMPLATE "{template}"')

    def drop(self, name: str) -> None:
        self._do(f'DROP DATABASE "{self.prefix}{name}" WITH (FORCE)')

    def _do(self, statement: str) -> None:
        with psycopg.connect(f"{self.address}/postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def server() -> Server:
    """The PostgreSQL under test; of no address on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    address, _, name = url.rpartition("/")
    return Server(address, name)


@pytest.fixture
def desk(server: Server, tmp_path: Path) -> Iterator[Desk]:
    """With every migration and nothing else."""
    if not server.address:
        shutil.copy(migrated.file(), tmp_path / migrated.NAME)
        yield Desk(environment(tmp_path))
        return
    server.create("desk", migrated.template(server.address))
    yield Desk(environment(tmp_path, DATABASE_URL=server.url("desk")))
    server.drop("desk")


class Inbox:
    """A mail server that keeps the Message-ID of each letter. `mail`: what a worker must be told to find it."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.mail: dict[str, str] = {}

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(BytesParser(policy=default).parsebytes(envelope.content)["Message-ID"])
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = Inbox()
    kept.mail = {"SHOUWEN_SMTP_URL": f"smtp://127.0.0.1:{port}", "SHOUWEN_MAIL_FROM": "desk@vendor.example"}
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept
    controller.stop()
