"""The server itself: one process, or several that share the port."""

import socket
import sys
import time
from http import HTTPStatus
from http.client import HTTPConnection
from importlib import import_module
from threading import Thread
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

LOOPBACK = "127.0.0.1"
APPLICATION = "shouwen.config.serving:application"
# How long a worker may take to answer its first page.
PATIENCE = 60


class AnnouncingServer(uvicorn.Server):
    """Says where it is once it answers, not before."""

    def __init__(self, config: uvicorn.Config, announcement: str) -> None:
        super().__init__(config)
        self.announcement = announcement

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            announce(self.announcement)


class AnnouncingWorkers(Multiprocess):
    """The same for several processes: once the first of them answers."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket], announcement: str) -> None:
        super().__init__(config, sockets)
        self.announcement = announcement

    def init_processes(self) -> None:
        super().init_processes()
        Thread(target=self._announce, daemon=True).start()

    def _announce(self) -> None:
        """Asked from outside: the supervisor's own questions to its workers are not for two at once."""
        port, until = self.sockets[0].getsockname()[1], time.monotonic() + PATIENCE
        while time.monotonic() < until and not self.should_exit.wait(0.1):
            if _answers(port):
                announce(self.announcement)
                return


def _answers(port: int) -> bool:
    connection = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def serve(
    listener: socket.socket, announcement: str, *, workers: int, behind_proxy: bool, made_by: str = APPLICATION
) -> None:
    """Answer on this socket until a signal comes; `made_by` is called in each process."""
    config = uvicorn.Config(
        made_by,
        factory=True,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        # A client could name any address otherwise, and so escape the lock on wrong passwords.
        proxy_headers=behind_proxy,
        forwarded_allow_ips=LOOPBACK,
        # The last resort: whoever still waits then is cut off with a bare 500.
        timeout_graceful_shutdown=10,
        workers=workers,
    )
    if workers == 1:
        AnnouncingServer(config, announcement).run(sockets=[listener])
    else:
        AnnouncingWorkers(config, [listener], announcement).run()


def application() -> Any:
    """Each process starts Django for itself, and only then reads what needs it."""
    import_module("shouwen.config.commands.ground").start()
    return import_module("shouwen.config.asgi").application


def announce(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
