"""One loop over the timetable: a job that fails is tried later and does not stop the others."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from shouwen.apps.ledger.trouble import trouble_of
from shouwen.config.timetable import Timed

LATE = 60
LONGEST_PAUSE = 60
# While the database is away it is asked in growing pauses, none longer than this: work goes on within ten seconds.
LONGEST_REST = 8

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
        self.rests = 0
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
        self.began = self.ticks()
        try:
            close_old_connections()
            done = timed.run(self.clock())
        except Exception as error:
            connection.close()
            trouble = trouble_of(error)
            if trouble and not _answers():
                return self._rest(error)
            # One line a failure and longer and longer pauses: trouble that stays must not fill the disk.
            self.failures[timed.name] += 1
            told = self.failures[timed.name] == 1 and not trouble
            log.warning("%s failed%s", timed.name, f": {_line(error)}" if trouble else "", exc_info=told)
            return float(min(timed.every * 2 ** min(self.failures[timed.name], 10), max(LONGEST_PAUSE, timed.every)))
        finally:
            self.began = None
        if self.rests:
            log.warning("the database answers again")
        self.failures[timed.name] = self.rests = 0
        return 0 if done else timed.every

    def _rest(self, error: Exception) -> float:
        """No job can do anything: all wait, and one line says so."""
        self.rests += 1
        pause = float(min(2 ** min(self.rests, 10), LONGEST_REST))
        log.warning("the database does not answer, the next try in %.0f s: %s", pause, _line(error))
        self.due = {name: max(due, self.ticks() + pause) for name, due in self.due.items()}
        return pause


def _answers() -> bool:
    """Is it the database, or only what this job wants of it?"""
    try:
        connection.ensure_connection()
    except Error:
        return False
    return connection.is_usable()


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
