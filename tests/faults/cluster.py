"""A PostgreSQL of our own, which may be stopped, restarted and cut off."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
needs_postgresql = pytest.mark.skipif(not FOUND, reason="no initdb of PostgreSQL is installed here")
CONF = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
port = {port}
max_connections = 40
logging_collector = off
"""


@dataclass
class Cluster:
    """Runs as the user postgres when we are root, for it refuses to run as root."""

    place: Path
    port: int

    def url(self, name: str, port: int = 0) -> str:
        return f"postgres://postgres@127.0.0.1:{port or self.port}/{name}"

    def do(self, *words: str) -> None:
        """A word to pg_ctl; it returns when it is done."""
        options = ["-D", str(self.place / "data"), "-w", "-t", "60", "-l", str(self.place / "log")]
        self.tool("pg_ctl", *words, *options)

    def tool(self, name: str, *words: str) -> None:
        done = subprocess.run(
            [FOUND[-1].with_name(name), *words],
            cwd=self.place,
            capture_output=True,
            text=True,
            check=False,
            **({"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}),
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def say(self, name: str, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []


@contextmanager
def running() -> Iterator[Cluster]:
    place = Path(tempfile.mkdtemp(prefix="shouwen-cluster-"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    cluster = Cluster(place, port)
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
    try:
        cluster.tool("initdb", "-D", str(place / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        with (place / "data" / "postgresql.conf").open("a") as conf:
            conf.write(CONF.format(port=port))
        cluster.do("start")
        try:
            yield cluster
        finally:
            cluster.do("stop", "-m", "immediate")
    finally:
        shutil.rmtree(place)
