"""A real server on a real port, started, killed and started again, and clients that keep on trying."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

CHECKOUT = Path(__file__).resolve().parent.parent.parent
CSRF = "c" * 32
GONE = (OSError, http.client.HTTPException)


@dataclass
class House:
    """One data directory (and one PostgreSQL database, when there is one), and its server."""

    data: Path
    database: str = ""
    port: int = 0
    server: subprocess.Popen[str] | None = None
    kills: int = 0
    # The last lines that the servers wrote: a fault is explained there.
    said: deque[str] = field(default_factory=lambda: deque(maxlen=400))

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "SHOUWEN_STATIC") if name in os.environ}
        given = {"SHOUWEN_DATA": str(self.data), "PYTHONPATH": str(CHECKOUT), "SHOUWEN_HOSTS": "127.0.0.1"}
        return kept | given | ({"DATABASE_URL": self.database} if self.database else {})

    def run(self, *words: str, given: object = None, patience: float = 120) -> subprocess.CompletedProcess[str]:
        """A command in a process of its own, as `python -m`."""
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=self.environment(),
            cwd=CHECKOUT,
            input=json.dumps(given),
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )

    def ask(self, *words: str, given: object = None, patience: float = 120) -> Any:
        done = self.run("tests.faults.house", *words, given=given, patience=patience)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def start(self) -> None:
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
        command = ["shouwen.config.cli", "serve", "--empty", "--port", str(self.port)]
        self.server = subprocess.Popen(
            [sys.executable, "-m", *command],
            env=self.environment(),
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.server.stdout is not None
        said = ""
        while "http://" not in said:
            line = self.server.stdout.readline()
            assert line, f"the server did not start: {said}"
            said += line
        threading.Thread(target=self.said.extend, args=[self.server.stdout], daemon=True).start()

    def kill(self) -> None:
        """kill -9: no handler runs, nothing is flushed, nobody says goodbye."""
        assert self.server is not None
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()
        self.kills += 1

    def stop(self) -> None:
        if self.server is not None and self.server.poll() is None:
            self.server.terminate()
            self.server.wait(timeout=20)

    def get(self, path: str, session: str, patience: float = 60) -> tuple[int, str, str, float]:
        """Status, Retry-After, page, and how long it took."""
        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request("GET", path, headers={"Cookie": f"session={session}", "Accept-Language": "zh"})
            answer = connection.getresponse()
            page = answer.read().decode()
            return answer.status, answer.headers.get("Retry-After", ""), page, time.monotonic() - started
        finally:
            connection.close()


@dataclass
class Client:
    """One person's browser: it sends a form again, with the same key, until it has an answer.

    `waits`: also when the answer is to come again later, as 503 says.
    """

    house: House
    session: str
    patience: float = 90
    waits: bool = False
    again: int = 0
    turned_away: int = 0
    odd: list[str] = field(default_factory=list)

    def post(self, path: str, **form: str) -> tuple[int, str, bool]:
        """Status, where it leads, and whether an earlier try may have been done without an answer."""
        body = urlencode({"csrfmiddlewaretoken": CSRF, **form})
        headers = {
            "Cookie": f"session={self.session}; csrf={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        deadline, unsure = time.monotonic() + self.patience, False
        while True:
            assert time.monotonic() < deadline, f"no answer from {path}"
            try:
                status, location, text = self._once(path, body, headers)
            except GONE:
                unsure = True
                self.again += 1
                time.sleep(0.05)
                continue
            if status == 503 and self.waits:
                unsure = True
                self.turned_away += 1
                time.sleep(0.2)
                continue
            if status >= 500:
                self.odd.append(f"{path}: {status} {text[:200]}")
            return status, location, unsure

    def _once(self, path: str, body: str, headers: dict[str, str]) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=60)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()
        finally:
            connection.close()
