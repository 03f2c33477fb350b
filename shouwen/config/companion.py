"""The worker beside the server: a process of its own that is started again when it dies and ends with the server."""

import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

COMMAND = [sys.executable, "-m", "shouwen.config.cli", "worker", "--with-parent"]
PATIENCE = 5
BEFORE_RESTART = 2


class Companion:
    """Runs the worker while the block runs. It reads a pipe of which only this process holds the other end."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Self:
        self._keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        child = self._child
        if child is None:
            return
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()

    def _keep(self) -> None:
        while not self._stopping.is_set():
            with subprocess.Popen(COMMAND, stdin=subprocess.PIPE) as child:  # noqa: S603  our own words only
                self._child = child
                child.wait()
            self._stopping.wait(BEFORE_RESTART)
