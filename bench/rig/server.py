"""The server under measurement, as its own processes: python -m bench.rig.server PORT-FILE WORKERS."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shouwen.config import serving

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def served(workers: int) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The port, and the process that watches over the workers. The environment names the data."""
    with socket.socket() as probe:
        probe.bind((serving.LOOPBACK, 0))
        port = int(probe.getsockname()[1])
    os.environ["SHOUWEN_SITE_URL"] = f"http://{serving.LOOPBACK}:{port}"
    command = [sys.executable, "-m", "bench.rig.server", str(port), str(workers)]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield port, process
        finally:
            process.terminate()


def memory_of(process: subprocess.Popen[bytes]) -> list[float]:
    """Megabytes of each worker, its share of what is shared counted in part (PSS)."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [_pss(child) for child in children if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text()]


def _pss(child: str) -> float:
    lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://{serving.LOOPBACK}:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


def main() -> None:
    port, workers = map(int, sys.argv[1:])
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((serving.LOOPBACK, port))
        serving.serve(listener, "", workers=workers, behind_proxy=False, made_by="bench.rig.application:made")


if __name__ == "__main__":
    main()
