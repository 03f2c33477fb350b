"""The command as a newcomer runs it: a process of its own, on a real port, with its own data."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import migrated


def run(data: Path, *options: str) -> subprocess.Popen[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "-c", "from shouwen.config.cli import main; raise SystemExit(main())", "serve"]
    return subprocess.Popen(
        [*command, "--data", str(data), *options],
        env=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A house without anything in it, whose tables are there."""
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    shutil.copyfile(migrated.file(), made / migrated.NAME)
    return made


@pytest.fixture
def served(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    server = run(data, "--empty", "--port", "0")
    yield server, _printed_by(server)
    server.kill()
    server.communicate()


def _printed_by(server: subprocess.Popen[str]) -> str:
    """All until it says where the first account is made."""
    assert server.stdout is not None
    printed = ""
    for line in server.stdout:
        printed += line
        if "/setup/" in line:
            break
    return printed


def _workers(server: subprocess.Popen[str]) -> list[int]:
    """The processes that answer."""
    path = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    children = path.read_text().split() if path.exists() else []
    return [int(each) for each in children if "spawn_main" in _command_of(each)]


def _command_of(process: str) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:  # gone meanwhile
        return ""


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


@pytest.fixture
def new_house(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    server = run(tmp_path / "data", "--empty", "--port", "0")
    yield server, _printed_by(server)
    server.kill()
    server.communicate()


def test_a_new_house_answers_and_gives_a_link(new_house: tuple[subprocess.Popen[str], str], tmp_path: Path) -> None:
    _server, printed = new_house
    address = re.search(r"http://127\.0\.0\.1:\d+", printed).group()  # type: ignore[union-attr]
    link = re.search(r"http://\S+/setup/\S{43}/", printed).group()  # type: ignore[union-attr]
    assert get(f"{address}/healthz") == (200, "ok\n")
    assert get(f"{address}/readyz") == (200, "ok\n")
    status, page = get(link)
    assert (status, "csrfmiddlewaretoken" in page) == (200, True)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stops_at_once_and_quietly(served: tuple[subprocess.Popen[str], str], stop: signal.Signals) -> None:
    server, _printed = served
    server.send_signal(stop)
    _out, err = server.communicate(timeout=5)
    assert err == ""


def test_only_this_machine_is_let_in(served: tuple[subprocess.Popen[str], str]) -> None:
    port = int(re.search(r"127\.0\.0\.1:(\d+)", served[1]).group(1))  # type: ignore[union-attr]
    with socket.socket() as other, pytest.raises(OSError, match="refused"):
        other.connect(("127.0.0.2", port))


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = run(tmp_path, "--port", str(port))
        out, err = server.communicate(timeout=20)
    assert (server.returncode, out) == (1, "")
    assert err == f"Port {port} is taken by another program. Choose another one: bin/serve --port {port + 1}\n"


def test_several_workers_answer_on_one_port_and_one_that_dies_is_replaced(data: Path) -> None:
    server = run(data, "--empty", "--port", "0", "--workers", "2")
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+", _printed_by(server)).group()  # type: ignore[union-attr]
        first = _workers(server)
        assert len(first) == 2
        os.kill(first[0], signal.SIGKILL)
        until = time.monotonic() + 60
        while len(alive := _workers(server)) < 2 or first[0] in alive:
            assert time.monotonic() < until, alive
        assert [get(f"{address}/healthz") for _ in range(20)] == [(200, "ok\n")] * 20
        server.send_signal(signal.SIGTERM)
        assert server.wait(15) == 0
        assert _workers(server) == []
    finally:
        server.kill()
        server.communicate()
