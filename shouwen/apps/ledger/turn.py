"""On SQLite one writes at a time: the threads of a process queue up, for the file alone would leave some unlucky."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import OperationalError, transaction

from shouwen.apps.ledger.trouble import Trouble, trouble_of

# A last resort: whoever stands first waits only so long as the database's own timeout.
LONGEST_QUEUE = 60


class Queue:
    """Of this process. When the first waited for the file in vain, those behind him have waited as long and go too."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stuck_at = float("-inf")

    @contextmanager
    def turn(self) -> Iterator[None]:
        came_at = time.monotonic()
        if not self._lock.acquire(timeout=LONGEST_QUEUE):
            raise OperationalError("those who write before this one do not come to an end")
        try:
            if self._stuck_at > came_at:
                raise OperationalError("another process does not let anybody write")
            with self._noticing():
                yield
        finally:
            self._lock.release()

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            if trouble_of(error) is Trouble.AWAY:
                self._stuck_at = time.monotonic()
            raise


QUEUE = Queue()


@contextmanager
def writers_turn() -> Iterator[None]:
    """PostgreSQL lets several write, and sorts them itself."""
    if transaction.get_connection().vendor != "sqlite":
        yield
        return
    with QUEUE.turn():
        yield
