"""One tail a process, in a thread of its own; any number of listeners wait on it without one."""

import asyncio
import threading
from collections import deque
from collections.abc import Sequence
from itertools import islice

import structlog
from django.db import connection

from shouwen.config.live.tail import Change, Tail

PACE = 0.5
# While the database is away it is asked more and more seldom.
LONGEST_PACE = 5.0
KEPT = 2000
log = structlog.get_logger()


class Hub:
    """A ring of the last changes. A listener keeps its own place in it, so a slow one costs nothing."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.closing = False
        self._ring: deque[Change] = deque(maxlen=KEPT)
        self._told = 0
        self._moved = asyncio.Event()
        self._stopping = threading.Event()
        self._tail = Tail()
        self._pace = PACE
        self._thread = threading.Thread(target=self._follow, name="live-tail", daemon=True)

    async def start(self) -> None:
        """From here on everything is heard: the present is looked up before anybody can ask."""
        await self.loop.run_in_executor(None, self._prime)
        self._thread.start()

    def close(self) -> None:
        """Let every stream end; from any thread or signal handler."""
        self._stopping.set()
        self.closing = True
        self.loop.call_soon_threadsafe(self._wake)

    @property
    def place(self) -> int:
        """How many changes were ever told here."""
        return self._told

    def since(self, place: int) -> Sequence[Change] | None:
        """The changes after a place; None when some of them are no longer kept."""
        missed = self._told - place
        if missed > len(self._ring):
            return None
        return list(islice(self._ring, len(self._ring) - missed, None))

    def after(self, event: int) -> list[Change]:
        """The changes kept here that are newer than this event of the ledger."""
        return [change for change in self._ring if change.place > event]

    async def wait(self, place: int, seconds: float) -> None:
        """Until something was told after this place, or so long."""
        if self._told > place or self.closing:
            return
        moved = self._moved
        try:
            async with asyncio.timeout(seconds):
                await moved.wait()
        except TimeoutError:
            return

    def _follow(self) -> None:
        while not self._stopping.wait(self._pace):
            found = self._look()
            if found:
                self.loop.call_soon_threadsafe(self._tell, found)
        connection.close()

    def _prime(self) -> None:
        self._look()
        connection.close()

    def _look(self) -> list[Change]:
        try:
            found = list(self._tail.changes())
        except Exception as error:
            # Whatever it was, open pages wait for this thread: it goes on, and asks for the same places again.
            log.warning("live tail waits", error=" ".join(repr(error).split()))
            connection.close()
            self._pace = min(2 * self._pace, LONGEST_PACE)
            return []
        self._pace = PACE
        return found

    def _tell(self, found: list[Change]) -> None:
        self._ring.extend(found)
        self._told += len(found)
        self._wake()

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
