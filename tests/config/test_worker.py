"""`shouwen worker` as a process: it ends cleanly, alone, and with the server that started it."""

import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrated
from tests.config.test_serve import served

__all__ = ["served"]


def start(data: Path, *options: str) -> subprocess.Popen[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    command = [sys.executable, "-m", "shouwen.config.cli", "worker", *options]
    return subprocess.Popen(
        command,
        env=kept | {"SHOUWEN_DATA": str(data)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    if not path.exists():
        pytest.fail("this kernel does not name a process's children")
    threads = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for thread in threads for child in (thread / "children").read_text().split()]


def ends_within(pid: int, seconds: float) -> bool:
    """Wait for the end of a process that is not our child."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    poll = select.poll()
    poll.register(watched, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty house, brought up to date."""
    shutil.copy(migrated.file(), tmp_path / migrated.NAME)
    return tmp_path


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_ends_cleanly_when_it_is_told_to(data: Path, stop: signal.Signals) -> None:
    worker = start(data)
    listening(worker.pid, stop)
    worker.send_signal(stop)
    _out, err = worker.communicate(timeout=20)
    assert (worker.returncode, err) == (0, "")


def listening(pid: int, wanted: signal.Signals) -> None:
    """Until the process has said what it does on this signal."""
    pause = select.poll()
    for _ in range(200):
        status = Path(f"/proc/{pid}/status").read_text()
        caught = int(next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1], 16)
        if caught >> (signal.SIGTERM - 1) & 1:
            return
        pause.poll(50)
    pytest.fail(f"the worker never listened to {wanted.name}")


def test_ends_with_its_standard_input(data: Path) -> None:
    worker = start(data, "--with-parent")
    _out, err = worker.communicate(timeout=20)  # closes it
    assert (worker.returncode, err) == (0, "")


def test_a_server_that_is_killed_leaves_no_worker_behind(served: tuple[subprocess.Popen[str], str]) -> None:
    server, _printed = served
    workers = children_of(server.pid)
    assert len(workers) == 1
    server.kill()
    assert ends_within(workers[0], 10)


def test_a_worker_that_dies_is_started_again(served: tuple[subprocess.Popen[str], str]) -> None:
    server, _printed = served
    (first,) = children_of(server.pid)
    os.kill(first, signal.SIGKILL)
    assert ends_within(first, 10)
    deadline = select.poll()
    for _ in range(100):
        found = children_of(server.pid)
        if found and found != [first]:
            break
        deadline.poll(100)
    assert found != [first]
    assert len(found) == 1
