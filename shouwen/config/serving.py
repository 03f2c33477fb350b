"""The server itself: one process, or several that share the port."""

import socket
import sys
from threading import Thread

import uvicorn
from uvicorn.supervisors import Multiprocess

LOOPBACK = "127.0.0.1"
APPLICATION = "shouwen.config.asgi:application"
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
        if self.processes[0].wait_until_ready(PATIENCE, self.should_exit):
            announce(self.announcement)


def serve(
    listener: socket.socket, announcement: str, *, workers: int, behind_proxy: bool, application: str = APPLICATION
) -> None:
    """Answer on this socket until a signal comes."""
    config = uvicorn.Config(
        application,
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


def announce(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
