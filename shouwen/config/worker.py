"""One loop over the timetable: a job that fails is tried later and does not stop the others."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import close_old_connections, connection
from django.utils import timezone

from shouwen.config.timetable import Timed

LATE = 60
LONGEST_PAUSE = 60

log = logging.getLogger(__name__)


class Worker:
    """`lag` is how late the last run of each job began, in seconds."""

    def __init__(
        self,
        timetable: Sequence[Timed],
        stop: threading.Event,
        clock: Callable[[], datetime] = timezone.now,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.timetable = timetable
        self.stop = stop
        self.clock = clock
        self.ticks = ticks
        self.due = {timed.name: ticks() for timed in timetable}
        self.failures = dict.fromkeys(self.due, 0)
        self.lag = dict.fromkeys(self.due, 0.0)
        self.began: float | None = None

    def run(self) -> None:
        """Until `stop` is set."""
        while not self.stop.is_set():
            self.turn()
            self.stop.wait(max(min(self.due.values()) - self.ticks(), 0))

    def is_stuck(self, longest: float) -> bool:
        """Has the job that runs now been running for too long? Asked from another thread."""
        began = self.began
        return began is not None and self.ticks() - began > longest

    def turn(self) -> None:
        """Each job that is due, once."""
        for timed in self.timetable:
            late = self.ticks() - self.due[timed.name]
            if late < 0 or self.stop.is_set():
                continue
            self.lag[timed.name] = late
            if late > LATE:
                log.warning("%s began %.0f s late", timed.name, late)
            self.due[timed.name] = self.ticks() + self._pause_after(timed)

    def _pause_after(self, timed: Timed) -> float:
        close_old_connections()
        self.began = self.ticks()
        try:
            done = timed.run(self.clock())
        except Exception:
            # One line a failure and longer and longer pauses: a database that is away must not fill the disk.
            self.failures[timed.name] += 1
            log.warning("%s failed", timed.name, exc_info=self.failures[timed.name] == 1)
            connection.close()
            return float(min(timed.every * 2 ** min(self.failures[timed.name], 10), max(LONGEST_PAUSE, timed.every)))
        finally:
            self.began = None
        self.failures[timed.name] = 0
        return 0 if done else timed.every
